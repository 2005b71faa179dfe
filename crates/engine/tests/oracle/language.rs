//! The condition language: words, then a tree, from loosest to tightest `implies`, `or`, `and`, `not`.

/// A condition as a tree. Every leaf is one row of the table in `guideline/README.md`.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    Constant(bool),
    /// A yes/no finding or a definition.
    Name(String),
    /// `finding = 'option'` and `finding in { … }`.
    OneOf(String, Vec<String>),
    /// `finding contains 'option'` and `exists (finding intersect { … })`.
    Contains(String, Vec<String>),
    /// `finding >= number`; the sign is as written.
    Number(String, &'static str, f64),
    /// A finding, or one option of a list: `conditions.diabetes`.
    NotSure(String),
    /// The same.
    NotAsked(String),
    Offered(String),
    OfferedKind(String),
    Withheld(String),
    KeptApart(String, String),
    AtLeast(String, Option<i64>),
    Disposition(String),
    Not(Box<Self>),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Implies(Box<Self>, Box<Self>),
}

impl Condition {
    /// Reads a condition; a text that is none is the end of the test.
    pub fn read(text: &str) -> Self {
        let mut reader = Reader { text, words: split(text), next: 0 };
        let condition = reader.implies();
        assert!(reader.next == reader.words.len(), "`{}` goes on after its end: {text}", reader.peek());
        condition
    }

    /// The finding, or definition, that a leaf speaks of.
    pub fn finding(&self) -> Option<&str> {
        match self {
            Self::Name(id) | Self::OneOf(id, _) | Self::Contains(id, _) | Self::Number(id, _, _) => Some(id),
            Self::NotSure(row) | Self::NotAsked(row) => Some(row.split('.').next().unwrap_or(row)),
            _ => None,
        }
    }

    /// Calls `leaf` for every leaf of the tree.
    pub fn leaves<'a>(&'a self, leaf: &mut impl FnMut(&'a Self)) {
        match self {
            Self::Not(inner) => inner.leaves(leaf),
            Self::And(left, right) | Self::Or(left, right) | Self::Implies(left, right) => {
                left.leaves(leaf);
                right.leaves(leaf);
            }
            _ => leaf(self),
        }
    }
}

const SIGNS: [&str; 11] = [">=", "<=", "!=", ">", "<", "=", "(", ")", "{", "}", ","];

/// Cuts a text into words, signs, numbers and quoted options; an option keeps its opening quote.
fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let length = if let Some(quoted) = rest.strip_prefix('\'') {
            let option = quoted.split('\'').next().unwrap();
            words.push(format!("'{option}"));
            option.len() + 2
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            words.push((*sign).to_owned());
            sign.len()
        } else {
            let word: String =
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '.').collect();
            assert!(!word.is_empty(), "no word begins with `{rest}`");
            words.push(word.clone());
            word.len()
        };
        rest = rest[length..].trim_start();
    }
    words
}

struct Reader<'a> {
    text: &'a str,
    words: Vec<String>,
    next: usize,
}

impl Reader<'_> {
    fn peek(&self) -> &str {
        self.words.get(self.next).map_or("", String::as_str)
    }

    fn take(&mut self) -> String {
        self.next += 1;
        self.words.get(self.next - 1).unwrap_or_else(|| panic!("ends too early: {}", self.text)).clone()
    }

    fn skip(&mut self, word: &str) -> bool {
        let there = self.peek() == word;
        self.next += usize::from(there);
        there
    }

    fn expect(&mut self, word: &str) {
        assert!(self.skip(word), "`{word}` is missing before `{}`: {}", self.peek(), self.text);
    }

    fn option(&mut self) -> String {
        let word = self.take();
        word.strip_prefix('\'').unwrap_or_else(|| panic!("`{word}` is no option: {}", self.text)).to_owned()
    }

    fn options(&mut self) -> Vec<String> {
        self.expect("{");
        let mut options = vec![self.option()];
        while self.skip(",") {
            options.push(self.option());
        }
        self.expect("}");
        options
    }

    fn implies(&mut self) -> Condition {
        let left = self.or();
        if self.skip("implies") { Condition::Implies(Box::new(left), Box::new(self.implies())) } else { left }
    }

    fn or(&mut self) -> Condition {
        let mut left = self.and();
        while self.skip("or") {
            left = Condition::Or(Box::new(left), Box::new(self.and()));
        }
        left
    }

    fn and(&mut self) -> Condition {
        let mut left = self.not();
        while self.skip("and") {
            left = Condition::And(Box::new(left), Box::new(self.not()));
        }
        left
    }

    fn not(&mut self) -> Condition {
        if self.skip("not") { Condition::Not(Box::new(self.not())) } else { self.leaf() }
    }

    fn leaf(&mut self) -> Condition {
        let word = self.take();
        match word.as_str() {
            "(" => {
                let inner = self.implies();
                self.expect(")");
                return inner;
            }
            "exists" => {
                self.expect("(");
                let finding = self.take();
                self.expect("intersect");
                let options = self.options();
                self.expect(")");
                return Condition::Contains(finding, options);
            }
            "true" | "false" => return Condition::Constant(word == "true"),
            _ => {}
        }
        match self.peek() {
            "(" => self.call(&word),
            "in" => {
                self.next += 1;
                Condition::OneOf(word, self.options())
            }
            "contains" => {
                self.next += 1;
                Condition::Contains(word, vec![self.option()])
            }
            ">=" | "<=" | ">" | "<" | "=" | "!=" => self.comparison(word),
            _ => Condition::Name(word),
        }
    }

    fn comparison(&mut self, finding: String) -> Condition {
        let sign = self.take();
        let equal = if self.peek().starts_with('\'') {
            Condition::OneOf(finding, vec![self.option()])
        } else {
            let number = self.take().parse().unwrap_or_else(|_| panic!("no number: {}", self.text));
            let sign = SIGNS.iter().find(|known| **known == sign).unwrap();
            if !matches!(*sign, "=" | "!=") {
                return Condition::Number(finding, sign, number);
            }
            Condition::Number(finding, "=", number)
        };
        match sign.as_str() {
            "=" => equal,
            "!=" => Condition::Not(Box::new(equal)),
            _ => panic!("`{sign}` does not go with an option: {}", self.text),
        }
    }

    fn call(&mut self, name: &str) -> Condition {
        self.expect("(");
        let about = self.take();
        let quoted = about.strip_prefix('\'').map(str::to_owned);
        let option = || quoted.clone().unwrap_or_else(|| panic!("`{about}` has no quotes"));
        let condition = match name {
            "not_sure" => Condition::NotSure(about.clone()),
            "not_asked" => Condition::NotAsked(about.clone()),
            "offered" => Condition::Offered(option()),
            "offered_kind" => Condition::OfferedKind(option()),
            "withheld" => Condition::Withheld(option()),
            "kept_apart" => {
                self.expect(",");
                Condition::KeptApart(option(), self.option())
            }
            "disposition" => Condition::Disposition(option()),
            "at_least" => {
                let days = self.skip(",").then(|| self.take().parse().unwrap());
                Condition::AtLeast(option(), days)
            }
            _ => panic!("`{name}` cannot be called: {}", self.text),
        };
        self.expect(")");
        condition
    }
}
