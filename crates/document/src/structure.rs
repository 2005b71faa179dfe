//! The elements behind the page: headings, paragraphs, lists, tables and figures in reading order.

/// An element of a [`Structure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ElementId(usize);

/// What an element is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Heading { level: u16, text: String },
    Paragraph,
    Group,
    List { bullets: bool },
    Item,
    Label,
    Body,
    Table,
    TableHead,
    TableBody,
    Row,
    HeaderCell,
    Cell,
    Figure { alternative: String },
}

/// An element: it holds elements or content, not both.
#[derive(Debug)]
pub(crate) struct Element<C> {
    pub(crate) kind: Kind,
    pub(crate) elements: Vec<ElementId>,
    pub(crate) content: Vec<C>,
}

/// All elements of a document. `C` is what stands for a piece of drawn content.
#[derive(Debug)]
pub(crate) struct Structure<C> {
    elements: Vec<Element<C>>,
    /// The outermost elements.
    pub(crate) top: Vec<ElementId>,
}

impl<C> Structure<C> {
    pub(crate) fn new() -> Self {
        Self { elements: Vec::new(), top: Vec::new() }
    }

    /// A new element, the last one of its parent, or of the document.
    pub(crate) fn add(&mut self, parent: Option<ElementId>, kind: Kind) -> ElementId {
        let id = ElementId(self.elements.len());
        self.elements.push(Element { kind, elements: Vec::new(), content: Vec::new() });
        match parent.and_then(|parent| self.elements.get_mut(parent.0)) {
            Some(parent) => parent.elements.push(id),
            None => self.top.push(id),
        }
        id
    }

    /// Notes what was drawn for an element.
    pub(crate) fn drawn(&mut self, id: ElementId, content: C) {
        if let Some(element) = self.elements.get_mut(id.0) {
            element.content.push(content);
        }
    }

    pub(crate) fn get(&self, id: ElementId) -> Option<&Element<C>> {
        self.elements.get(id.0)
    }
}
