//! A scene's words. Whoever may change scenes chooses words, by mouse, finger or keys, and says what they stand for.
use super::{
    api::{TagWords, Untag},
    model::{Kind, Paragraph, Piece, SceneText, Tag, abbreviation, hue, name, pieces, trim},
    parts::choices,
    sheet_page::Desk,
};
use crate::{
    text::{k, lang, t, tf},
    ui::{Act, Field, Form, Icon, Notice, Pick, Tone},
};
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};

/// Chosen words: a paragraph, the word it began with, and the word it goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Chosen {
    paragraph: usize,
    anchor: usize,
    head: usize,
}
impl Chosen {
    fn holds(self, paragraph: usize, word: usize) -> bool {
        let (first, last) = (self.anchor.min(self.head), self.anchor.max(self.head));
        self.paragraph == paragraph && (first..=last).contains(&word)
    }
}

/// What choosing needs: the pieces of every paragraph, and what is chosen.
#[derive(Clone, Copy)]
struct Choosing {
    texts: StoredValue<Vec<Paragraph>>,
    all: StoredValue<Vec<Vec<Piece>>>,
    chosen: RwSignal<Option<Chosen>>,
}

impl Choosing {
    /// The chosen range without punctuation around it, and its words.
    fn range(self, chosen: Chosen) -> Option<(i64, i64, String)> {
        let (first, last) = (chosen.anchor.min(chosen.head), chosen.anchor.max(chosen.head));
        let (starts, stops) = self.all.with_value(|all| {
            let pieces = all.get(chosen.paragraph)?;
            Some((pieces.get(first)?.starts, pieces.get(last)?.stops))
        })?;
        self.texts.with_value(|texts| {
            let text = &texts.get(chosen.paragraph)?.text;
            let (starts, stops) = trim(text, starts, stops)?;
            Some((starts, stops, super::model::words(text, starts, stops)?))
        })
    }
    fn point(self, paragraph: usize, word: usize, further: bool) {
        let anchor = self.chosen.get_untracked().filter(|c| further && c.paragraph == paragraph).map(|c| c.anchor);
        self.chosen.set(Some(Chosen { paragraph, anchor: anchor.unwrap_or(word), head: word }));
    }
    /// A finger's tap: begins, goes on to another word, or takes back what is chosen.
    fn tap(self, paragraph: usize, word: usize) {
        match self.chosen.get_untracked() {
            Some(c) if c.holds(paragraph, word) => self.chosen.set(None),
            _ => self.point(paragraph, word, true),
        }
    }
    /// The next word in a direction, over the ends of paragraphs unless the choice is being widened.
    fn step(self, forward: bool, further: bool) {
        let next = self.all.with_value(|all| {
            let words = |p: usize| all.get(p).map(|w| (0..w.len()).filter(|n| w[*n].word).collect::<Vec<_>>());
            let Some(now) = self.chosen.get_untracked() else {
                return (0..all.len()).find_map(|p| words(p)?.first().map(|w| (p, *w)));
            };
            let here = words(now.paragraph)?;
            let near = match forward {
                true => here.iter().find(|w| **w > now.head),
                false => here.iter().rev().find(|w| **w < now.head),
            };
            match near {
                Some(word) => Some((now.paragraph, *word)),
                None if further => None,
                None if forward => (now.paragraph + 1..all.len()).find_map(|p| words(p)?.first().map(|w| (p, *w))),
                None => (0..now.paragraph).rev().find_map(|p| words(p)?.last().map(|w| (p, *w))),
            }
        });
        if let Some((paragraph, word)) = next {
            self.point(paragraph, word, further);
        }
    }
    /// The first word of the next paragraph in a direction.
    fn leap(self, forward: bool) {
        let next = self.all.with_value(|all| {
            let first = |p: usize| all.get(p)?.iter().position(|w| w.word).map(|w| (p, w));
            let here = self.chosen.get_untracked().map(|c| c.paragraph);
            match (here, forward) {
                (None, _) => (0..all.len()).find_map(first),
                (Some(here), true) => (here + 1..all.len()).find_map(first),
                (Some(here), false) => (0..here).rev().find_map(first),
            }
        });
        if let Some((paragraph, word)) = next {
            self.point(paragraph, word, false);
        }
    }
    fn key(self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" => self.step(true, event.shift_key()),
            "ArrowLeft" => self.step(false, event.shift_key()),
            "ArrowDown" => self.leap(true),
            "ArrowUp" => self.leap(false),
            "Escape" => self.chosen.set(None),
            "Enter" if self.chosen.get_untracked().is_some() => focus_form(),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The word under a pointer.
fn word_at(target: Option<web_sys::EventTarget>) -> Option<(usize, usize)> {
    let element = target?.dyn_into::<web_sys::Element>().ok()?.closest("[data-w]").ok()??;
    let number = |name: &str| element.get_attribute(name)?.parse().ok();
    Some((number("data-p")?, number("data-w")?))
}

fn focus_form() {
    let found = document().query_selector("#tag-words select").ok().flatten();
    if let Some(field) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.focus();
    }
}

/// The scene as it reads, with its tags.
#[component]
pub(super) fn ScriptText(desk: Desk, text: SceneText) -> impl IntoView {
    if text.paragraphs.is_empty() {
        return view! { <section class="stack"><h2>{t(k::BREAKDOWN_TEXT)}</h2><p class="muted">{t(k::BREAKDOWN_NO_TEXT)}</p></section> }.into_any();
    }
    let marks = |paragraph: usize| -> Vec<(usize, (i64, i64))> {
        let at = i64::try_from(paragraph).unwrap_or(i64::MAX);
        let here = text.tags.iter().enumerate();
        here.filter_map(|(n, tag)| tag.at.filter(|s| s.paragraph == at).map(|s| (n, (s.starts, s.stops)))).collect()
    };
    let cut = |(n, p): (usize, &Paragraph)| {
        let marks = marks(n);
        let spans: Vec<_> = marks.iter().map(|(_, span)| *span).collect();
        let mut found = pieces(&p.text, &spans);
        for piece in &mut found {
            piece.mark = piece.mark.and_then(|m| marks.get(m)).map(|(tag, _)| *tag);
        }
        found
    };
    let all: Vec<Vec<Piece>> = text.paragraphs.iter().enumerate().map(cut).collect();
    let (tags, kinds) = (text.tags.clone(), text.paragraphs.iter().map(|p| p.kind).collect::<Vec<_>>());
    let choosing = Choosing {
        texts: StoredValue::new(text.paragraphs),
        all: StoredValue::new(all.clone()),
        chosen: RwSignal::new(None),
    };
    let lines = all
        .into_iter()
        .zip(kinds)
        .enumerate()
        .map(|(n, (pieces, kind))| view! { <Words desk=desk choosing=choosing paragraph=n pieces=pieces kind=kind tags=tags.clone()/> })
        .collect_view();
    let body = if desk.edits {
        view! { <Chooser choosing=choosing>{lines}</Chooser> <TagBox desk=desk choosing=choosing/> }.into_any()
    } else {
        view! { <div class="screenplay">{lines}</div> }.into_any()
    };
    view! {
        <section class="stack" aria-labelledby="scene-text">
            <h2 id="scene-text">{t(k::BREAKDOWN_TEXT)}</h2>
            {body}
            <Tagged desk=desk tags=text.tags/>
        </section>
    }
    .into_any()
}

/// The words as something that is chosen in: dragged over, tapped, or walked through with the arrow keys.
#[component]
fn Chooser(choosing: Choosing, children: Children) -> impl IntoView {
    let mouse = |event: &ev::PointerEvent| event.pointer_type() == "mouse";
    let down = move |event: ev::PointerEvent| {
        if let (true, 0, Some((p, w))) = (mouse(&event), event.button(), word_at(event.target())) {
            choosing.point(p, w, event.shift_key());
        }
    };
    let over = move |event: ev::PointerEvent| {
        let here = word_at(event.target());
        let same = choosing.chosen.get_untracked().zip(here).is_some_and(|(c, (p, _))| c.paragraph == p);
        if let (true, true, true, Some((p, w))) = (mouse(&event), event.buttons() & 1 == 1, same, here) {
            choosing.point(p, w, true);
        }
    };
    let up = move |event: ev::PointerEvent| {
        if let (false, Some((p, w))) = (mouse(&event), word_at(event.target())) {
            choosing.tap(p, w);
        }
    };
    view! {
        <p class="muted" id="choose-hint">{t(k::BREAKDOWN_CHOOSE_HINT)}</p>
        <div class="screenplay screenplay--choose" tabindex="0" role="group" aria-labelledby="scene-text" aria-describedby="choose-hint"
            on:keydown=move |event| choosing.key(&event) on:pointerdown=down on:pointerover=over on:pointerup=up>
            {children()}
        </div>
    }
}

#[component]
fn Words(
    desk: Desk,
    choosing: Choosing,
    paragraph: usize,
    pieces: Vec<Piece>,
    kind: Kind,
    tags: Vec<Tag>,
) -> impl IntoView {
    let class = match kind {
        Kind::Action => "action",
        Kind::Cue => "cue",
        Kind::Parenthetical => "parenthetical",
        Kind::Dialogue => "dialogue",
    };
    let lang = lang();
    let mut runs: Vec<(Option<usize>, Vec<(usize, Piece)>)> = vec![];
    for (n, piece) in pieces.into_iter().enumerate() {
        match runs.last_mut() {
            Some((mark, run)) if *mark == piece.mark => run.push((n, piece)),
            _ => runs.push((piece.mark, vec![(n, piece)])),
        }
    }
    // Only what is chosen in this very paragraph, so that the others need not ask.
    let here = Memo::new(move |_| choosing.chosen.get().filter(|c| c.paragraph == paragraph));
    let word = move |(n, piece): (usize, Piece)| {
        if !desk.edits {
            return piece.text.into_any();
        }
        let on = move || here.get().is_some_and(|c| c.holds(paragraph, n));
        let number = piece.word.then(|| n.to_string());
        view! { <span class="word" class:word--on=on data-p=paragraph.to_string() data-w=number>{piece.text}</span> }
            .into_any()
    };
    let runs = runs
        .into_iter()
        .map(|(mark, run)| {
            let words = run.into_iter().map(word).collect_view();
            match mark.and_then(|m| tags.get(m)) {
                None => words.into_any(),
                Some(tag) => {
                    let category = desk.own.with_value(|own| name(lang, tag.category, own));
                    let title = format!("{category}: {}", tag.name);
                    let short = abbreviation(&category);
                    view! { <mark class="tag" data-hue=hue(tag.category).key() title=title>{words}<abbr class="tag__sign" title=category>{short}</abbr></mark> }.into_any()
                }
            }
        })
        .collect_view();
    view! { <p class=class>{runs}</p> }
}

/// What the chosen words stand for.
#[component]
fn TagBox(desk: Desk, choosing: Choosing) -> impl IntoView {
    let action = Act::of::<TagWords>();
    let category = RwSignal::new("104".to_owned());
    let range = Memo::new(move |_| choosing.chosen.get().and_then(|c| Some((c.paragraph, choosing.range(c)?))));
    let remember = move |event: ev::Event| {
        let select = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlSelectElement>().ok());
        if let Some(select) = select {
            category.set(select.value());
        }
    };
    let form = move || {
        let (paragraph, (starts, stops, words)) = range.get()?;
        let categories = desk.own.with_value(|own| choices(own, true));
        let chosen = category.get_untracked();
        Some(view! {
            <section class="card tagbox" id="tag-words" aria-label=t(k::BREAKDOWN_TAG_AS) on:change=remember>
                <div class="card__body">
                    <p class="strong">{tf(k::BREAKDOWN_CHOSEN, &[("words", &words)])}</p>
                    <Form action=action class="form">
                        <input type="hidden" name="production" value=desk.production.to_string()/>
                        <input type="hidden" name="scene" value=desk.scene.to_string()/>
                        <input type="hidden" name="paragraph" value=paragraph.to_string()/>
                        <input type="hidden" name="starts" value=starts.to_string()/>
                        <input type="hidden" name="stops" value=stops.to_string()/>
                        <div class="fields">
                            <Pick name="category" label=t(k::BREAKDOWN_TAG_AS) value=chosen choices=categories/>
                            <Field name="name" label=t(k::BREAKDOWN_NAME) value=words list="known-elements" autocomplete="off"/>
                        </div>
                        <div class="form__actions">
                            <button class="button button--primary">{t(k::BREAKDOWN_TAG)}</button>
                            <button class="button button--quiet" type="button" on:click=move |_| choosing.chosen.set(None)>{t(k::BREAKDOWN_CANCEL)}</button>
                        </div>
                    </Form>
                </div>
            </section>
        })
    };
    let said = move || range.get().map(|(_, (.., words))| tf(k::BREAKDOWN_CHOSEN, &[("words", &words)]));
    view! { <p class="sr" role="status">{said}</p>{form} }
}

/// Every tag of the scene, those first whose words a revision has lost.
#[component]
fn Tagged(desk: Desk, tags: Vec<Tag>) -> impl IntoView {
    let (there, lost): (Vec<Tag>, Vec<Tag>) = tags.into_iter().partition(|tag| tag.at.is_some());
    let line = move |tag: Tag| view! { <TagLine desk=desk tag=tag/> };
    let lost = (!lost.is_empty()).then(|| {
        let lines = lost.into_iter().map(line).collect_view();
        view! { <Notice tone=Tone::Warn><p>{t(k::BREAKDOWN_LOST)}</p><ul>{lines}</ul></Notice> }
    });
    let list = (!there.is_empty()).then(|| {
        let count = tf(k::BREAKDOWN_TAGS, &[("n", &there.len().to_string())]);
        let lines = there.into_iter().map(line).collect_view();
        view! { <details class="tags"><summary>{count}</summary><ul>{lines}</ul></details> }
    });
    view! { {lost}{list} }
}

#[component]
fn TagLine(desk: Desk, tag: Tag) -> impl IntoView {
    let action = Act::of::<Untag>();
    let category = desk.own.with_value(|own| name(lang(), tag.category, own));
    let label = tf(k::BREAKDOWN_UNTAG, &[("words", &tag.words)]);
    let off = desk.edits.then(|| {
        view! {
            <Form action=action key=tag.id.to_string() class="element__out">
                <input type="hidden" name="production" value=desk.production.to_string()/>
                <input type="hidden" name="scene" value=desk.scene.to_string()/>
                <input type="hidden" name="tag" value=tag.id.to_string()/>
                <button class="button button--quiet button--icon" aria-label=label.clone() title=label.clone()><Icon name="x"/></button>
            </Form>
        }
    });
    view! { <li class="element"><span>{format!("“{}” ", tag.words)}<b class="strong">{format!("{category}: {}", tag.name)}</b></span>{off}</li> }
}
