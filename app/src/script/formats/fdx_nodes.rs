//! What the elements of Final Draft XML are, by where they stand.

/// Where in the document an element stands, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Root,
    Body,
    Paragraph,
    Text,
    Dual,
    Properties,
    Beats,
    Summary,
    SummaryParagraph,
    SummaryText,
    Omitted,
    OmittedParagraph,
    OmittedText,
    TitlePage,
    TitleBody,
    TitleParagraph,
    TitleText,
    Tags,
    Tag,
    TagDefinition,
    /// Not read, nor anything inside it: script notes, settings, revisions.
    Ignored,
}

/// What an element is, by what it stands in.
pub(super) fn inside(parent: Node, name: &str) -> Node {
    match (parent, name) {
        (Node::Root, "Content") => Node::Body,
        (Node::Root | Node::Body, "TitlePage") => Node::TitlePage,
        (Node::TitlePage, "Content") => Node::TitleBody,
        (Node::TitleBody, "Paragraph") => Node::TitleParagraph,
        (Node::TitleParagraph, "Text") => Node::TitleText,
        (Node::Body | Node::Dual, "Paragraph") => Node::Paragraph,
        (Node::Body | Node::Paragraph, "DualDialogue") => Node::Dual,
        (Node::Paragraph, "Text") => Node::Text,
        (Node::Paragraph, "SceneProperties") => Node::Properties,
        (Node::Paragraph, "OmittedScene") => Node::Omitted,
        (Node::Properties, "Summary") => Node::Summary,
        (Node::Properties, "SceneArcBeats") | (Node::Properties | Node::Beats, "CharacterArcBeat") => Node::Beats,
        (Node::Summary, "Paragraph") => Node::SummaryParagraph,
        (Node::Summary | Node::SummaryParagraph, "Text") => Node::SummaryText,
        (Node::Omitted, "Paragraph") => Node::OmittedParagraph,
        (Node::OmittedParagraph, "Text") => Node::OmittedText,
        (Node::Root, "TagData") | (Node::Tags, "TagCategories" | "TagDefinitions" | "Tags") => Node::Tags,
        (Node::Tags, "TagCategory" | "TagDefinition" | "Tag") => Node::Tag,
        (Node::Tag, "DefId") => Node::TagDefinition,
        _ => Node::Ignored,
    }
}
