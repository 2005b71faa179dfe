//! Text to tree. The grammar stands in `guideline/README.md`.

use super::syntax::{Argument, Comparison, Fault, Name, Spanned, Syntax};

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Number(f64),
    Sign(&'static str),
}

/// Every sign, those of two characters first.
const SIGNS: [&str; 12] = ["<=", ">=", "!=", "<", ">", "=", "(", ")", "{", "}", ",", "."];

/// Words that mean something themselves, so that nothing else may be called so.
pub(crate) const KEYWORDS: [&str; 10] =
    ["and", "contains", "exists", "false", "implies", "in", "intersect", "not", "or", "true"];

/// How deep parts of a condition may stand within each other: nobody reads more, and every pass over a tree recurses.
const DEPTH_LIMIT: usize = 64;

/// Parses a condition.
pub(crate) fn parse(text: &str) -> Result<Syntax, Fault> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, next: 0, end: text.len(), depth: 0 };
    let syntax = parser.implies()?;
    match parser.tokens.get(parser.next) {
        None => Ok(syntax),
        Some(token) => Err(Fault::new("the condition ends before this", token.span.clone())
            .help("join conditions with `and`, `or` or `implies`")),
    }
}

fn tokens(text: &str) -> Result<Vec<Spanned<Token>>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length_of = |fits: fn(char) -> bool| rest.find(|char| !fits(char)).unwrap_or(rest.len());
        let first = rest.chars().next().unwrap_or_default();
        let (token, length) = match first {
            _ if first.is_whitespace() => (None, length_of(char::is_whitespace)),
            'a'..='z' | 'A'..='Z' | '_' => {
                let length = length_of(|char| char.is_ascii_alphanumeric() || char == '_');
                (rest.get(..length).map(|word| Token::Word(word.to_owned())), length)
            }
            '0'..='9' | '-' => {
                let length = length_of(|char| char.is_ascii_digit() || matches!(char, '-' | '.'));
                let number = rest.get(..length).and_then(|digits| digits.parse().ok());
                let number = number.ok_or_else(|| Fault::new("this is no number", at..at + length))?;
                (Some(Token::Number(number)), length)
            }
            '\'' => {
                let (option, _) = rest.get(1..).and_then(|rest| rest.split_once('\'')).ok_or_else(|| {
                    Fault::new("this quote is not closed", at..text.len())
                        .help("text stands in single quotes: `trauma = 'minor'`")
                })?;
                (Some(Token::Text(option.to_owned())), option.len() + 2)
            }
            _ => {
                let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign)).ok_or_else(|| {
                    Fault::new("this character means nothing in a condition", at..at + first.len_utf8())
                        .help("conditions are joined with `and`, `or`, `not`; text stands in single quotes")
                })?;
                (Some(Token::Sign(sign)), sign.len())
            }
        };
        tokens.extend(token.map(|value| Spanned { value, span: at..at + length }));
        at += length;
    }
    Ok(tokens)
}

struct Parser<'t> {
    tokens: &'t [Spanned<Token>],
    next: usize,
    end: usize,
    depth: usize,
}

impl Parser<'_> {
    /// Parses a part that stands within another.
    fn within(&mut self, part: fn(&mut Self) -> Result<Syntax, Fault>) -> Result<Syntax, Fault> {
        if self.depth == DEPTH_LIMIT {
            return Err(Fault::new("this stands too deep within other parts of the condition", self.here())
                .help("give the inner part a name: a `[[definition]]`"));
        }
        self.depth += 1;
        let inner = part(self);
        self.depth -= 1;
        inner
    }

    fn implies(&mut self) -> Result<Syntax, Fault> {
        let left = self.or()?;
        if self.takes_word("implies") {
            let right = self.within(Self::implies)?;
            return Ok(Syntax::Implies(Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    fn or(&mut self) -> Result<Syntax, Fault> {
        let mut parts = vec![self.and()?];
        while self.takes_word("or") {
            parts.push(self.and()?);
        }
        Ok(single(parts, Syntax::Or))
    }

    fn and(&mut self) -> Result<Syntax, Fault> {
        let mut parts = vec![self.not()?];
        while self.takes_word("and") {
            parts.push(self.not()?);
        }
        Ok(single(parts, Syntax::And))
    }

    fn not(&mut self) -> Result<Syntax, Fault> {
        if !self.takes_word("not") {
            return self.comparison();
        }
        let start = self.next;
        let inner = if self.peek_word("not") { self.within(Self::not)? } else { self.comparison()? };
        match inner {
            Syntax::CompareText(..) | Syntax::CompareNumber(..) | Syntax::In(..) | Syntax::Contains(..)
                if self.tokens.get(start).is_none_or(|token| token.value != Token::Sign("(")) =>
            {
                let span = self.tokens.get(start).map_or(self.end..self.end, |token| token.span.clone());
                Err(Fault::new("`not` before a comparison needs parentheses", span)
                    .help("write `not (a = 'b')`: CQL reads `not a = 'b'` as `(not a) = 'b'`"))
            }
            inner => Ok(Syntax::Not(Box::new(inner))),
        }
    }

    fn comparison(&mut self) -> Result<Syntax, Fault> {
        if self.takes_sign("(") {
            let inner = self.within(Self::implies)?;
            self.expect_sign(")")?;
            return Ok(inner);
        }
        if self.takes_word("exists") {
            return self.exists();
        }
        let name = self.name("a finding, a definition, a function, `not`, `exists` or `(`")?;
        match name.value.as_str() {
            "true" => return Ok(Syntax::Constant(true)),
            "false" => return Ok(Syntax::Constant(false)),
            _ => {}
        }
        if self.takes_sign("(") {
            return self.arguments(name);
        }
        if self.takes_word("in") {
            return Ok(Syntax::In(name, self.options()?));
        }
        if self.takes_word("contains") {
            return Ok(Syntax::Contains(name, self.text()?));
        }
        match self.takes_comparison() {
            None => Ok(Syntax::Name(name)),
            Some(comparison) => self.right_side(name, comparison),
        }
    }

    fn right_side(&mut self, name: Name, comparison: Comparison) -> Result<Syntax, Fault> {
        let token = self.take("an option in quotes or a number")?;
        match token.value {
            Token::Text(text) => Ok(Syntax::CompareText(name, comparison, Spanned { value: text, span: token.span })),
            Token::Number(number) => {
                Ok(Syntax::CompareNumber(name, comparison, Spanned { value: number, span: token.span }))
            }
            Token::Word(word) => {
                Err(Fault::new("an option stands in quotes", token.span).help(format!("write `'{word}'`")))
            }
            Token::Sign(_) => Err(Fault::new("expected an option in quotes or a number", token.span)),
        }
    }

    fn exists(&mut self) -> Result<Syntax, Fault> {
        self.expect_sign("(")?;
        let name = self.name("a many-of finding")?;
        if !self.takes_word("intersect") {
            return Err(Fault::new("expected `intersect`", self.here())
                .help("write `exists (conditions intersect { 'kidney_disease', 'liver_disease' })`"));
        }
        let options = self.options()?;
        self.expect_sign(")")?;
        Ok(Syntax::Intersect(name, options))
    }

    fn arguments(&mut self, function: Name) -> Result<Syntax, Fault> {
        let mut arguments = Vec::new();
        loop {
            let token = self.take("an argument")?;
            arguments.push(match token.value {
                Token::Word(value) => {
                    let name = Spanned { value, span: token.span };
                    if self.takes_sign(".") {
                        Argument::Option(name, self.name("an option")?)
                    } else {
                        Argument::Name(name)
                    }
                }
                Token::Text(value) => Argument::Text(Spanned { value, span: token.span }),
                Token::Number(value) => Argument::Number(Spanned { value, span: token.span }),
                Token::Sign(_) => return Err(Fault::new("expected an argument", token.span)),
            });
            if !self.takes_sign(",") {
                break;
            }
        }
        self.expect_sign(")")?;
        Ok(Syntax::Call(function, arguments))
    }

    fn options(&mut self) -> Result<Vec<Name>, Fault> {
        self.expect_sign("{")?;
        let mut options = vec![self.text()?];
        while self.takes_sign(",") {
            options.push(self.text()?);
        }
        self.expect_sign("}")?;
        Ok(options)
    }

    fn text(&mut self) -> Result<Name, Fault> {
        let token = self.take("an option in quotes")?;
        match token.value {
            Token::Text(value) => Ok(Spanned { value, span: token.span }),
            Token::Word(word) => {
                Err(Fault::new("an option stands in quotes", token.span).help(format!("write `'{word}'`")))
            }
            _ => Err(Fault::new("expected an option in quotes", token.span)),
        }
    }

    fn name(&mut self, expected: &str) -> Result<Name, Fault> {
        let token = self.take(expected)?;
        match token.value {
            Token::Word(word) if ["and", "or", "in", "contains", "intersect", "implies"].contains(&word.as_str()) => {
                Err(Fault::new(format!("`{word}` stands where {expected} is expected"), token.span))
            }
            Token::Word(value) => Ok(Spanned { value, span: token.span }),
            _ => Err(Fault::new(format!("expected {expected}"), token.span)),
        }
    }

    fn take(&mut self, expected: &str) -> Result<Spanned<Token>, Fault> {
        let token = self.tokens.get(self.next).cloned();
        self.next += 1;
        token.ok_or_else(|| Fault::new(format!("expected {expected}, but the condition ends here"), self.end..self.end))
    }

    fn here(&self) -> std::ops::Range<usize> {
        self.tokens.get(self.next).map_or(self.end..self.end, |token| token.span.clone())
    }

    fn peek_word(&self, word: &str) -> bool {
        matches!(self.tokens.get(self.next), Some(Spanned { value: Token::Word(found), .. }) if found == word)
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found = self.peek_word(word);
        self.next += usize::from(found);
        found
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let found =
            matches!(self.tokens.get(self.next), Some(Spanned { value: Token::Sign(found), .. }) if *found == sign);
        self.next += usize::from(found);
        found
    }

    fn expect_sign(&mut self, sign: &str) -> Result<(), Fault> {
        if self.takes_sign(sign) {
            return Ok(());
        }
        Err(Fault::new(format!("expected `{sign}`"), self.here()))
    }

    fn takes_comparison(&mut self) -> Option<Comparison> {
        let comparison = match self.tokens.get(self.next).map(|token| &token.value) {
            Some(Token::Sign("=")) => Comparison::Equal,
            Some(Token::Sign("!=")) => Comparison::NotEqual,
            Some(Token::Sign("<")) => Comparison::Less,
            Some(Token::Sign("<=")) => Comparison::LessOrEqual,
            Some(Token::Sign(">")) => Comparison::Greater,
            Some(Token::Sign(">=")) => Comparison::GreaterOrEqual,
            _ => return None,
        };
        self.next += 1;
        Some(comparison)
    }
}

fn single(mut parts: Vec<Syntax>, join: impl FnOnce(Vec<Syntax>) -> Syntax) -> Syntax {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            join(parts)
        }
        None => Syntax::Constant(true),
    }
}

#[cfg(test)]
mod tests {
    use super::super::print::print;
    use super::*;

    /// The text with all its parentheses.
    fn meant(text: &str) -> String {
        print(&parse(text).unwrap())
    }

    #[test]
    fn and_binds_tighter_than_or_and_or_tighter_than_implies() {
        assert_eq!(meant("a or b and c implies d"), "(a or (b and c)) implies d");
        assert_eq!(meant("a implies b implies c"), "a implies (b implies c)");
    }

    #[test]
    fn not_takes_a_name_a_call_or_parentheses() {
        assert_eq!(meant("not fever and a"), "(not fever) and a");
        assert!(parse("not (a = 'b')").is_ok());
        assert!(parse("not a = 'b'").unwrap_err().message.contains("parentheses"));
        assert!(parse("not offered('heat')").is_ok());
    }

    #[test]
    fn a_condition_nested_too_deep_is_a_fault() {
        let in_parentheses = |depth| format!("{}fever{}", "(".repeat(depth), ")".repeat(depth));
        let negated = |depth| format!("{}fever", "not ".repeat(depth + 1));
        let implied = |depth| format!("{}fever", "fever implies ".repeat(depth));
        for nested in [in_parentheses, negated, implied] as [fn(usize) -> String; 3] {
            assert!(parse(&nested(DEPTH_LIMIT)).is_ok());
            for depth in [DEPTH_LIMIT + 1, 100_000] {
                assert!(parse(&nested(depth)).unwrap_err().message.contains("too deep"), "{depth}");
            }
        }
    }

    #[test]
    fn faults_name_the_place() {
        for (text, start) in
            [("fever and", 9), ("fever & nausea", 6), ("trauma = minor", 9), ("(fever", 6), ("fever nausea", 6)]
        {
            assert_eq!(parse(text).unwrap_err().span.start, start, "{text}");
        }
    }
}
