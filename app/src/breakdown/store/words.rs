//! The script's words in the database, and what is tagged in them.
use super::{elements, number_of, put};
use crate::{
    access::{EditScript, Permission, ReadScript, Scope, Texts},
    audit,
    breakdown::model::*,
    error::AppError,
    text::k,
    values::*,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

sql! {
    TEXT = rows { paragraphs: json } from "(select paragraphs from scene_texts where workspace_id = $1 and production_id = $2 and scene_id = $3) x";
    TEXTS = rows { scene: uuid, paragraphs: json } from "(select scene_id as scene, paragraphs from scene_texts where workspace_id = $1 and production_id = $2) x";
    TEXT_PUT = "insert into scene_texts (workspace_id, scene_id, production_id, paragraphs) values ($1,$3,$2,$4)
        on conflict (workspace_id, scene_id) do update set paragraphs = excluded.paragraphs";
    TAGS = rows { id: uuid, category: int, name: text, words: text, paragraph: int, starts: int, stops: int } from
        "(select t.id as id, coalesce(e.category, 100) as category, coalesce(e.name, c.name, '') as name, t.words as words, t.paragraph as paragraph, t.starts as starts, t.stops as stops
          from scene_tags t left join elements e on e.workspace_id = t.workspace_id and e.id = t.element_id
          left join characters c on c.workspace_id = t.workspace_id and c.id = t.character_id
          where t.workspace_id = $1 and t.production_id = $2 and t.scene_id = $3) x" order "paragraph, starts, id";
    TAGS_ALL = rows { id: uuid, scene: uuid, thing: uuid, words: text, paragraph: int, starts: int, stops: int } from
        "(select id, scene_id as scene, coalesce(element_id, character_id) as thing, words, paragraph, starts, stops from scene_tags
          where workspace_id = $1 and production_id = $2) x" order "paragraph, starts, id";
    TAG_INSERT = "insert into scene_tags (workspace_id, id, production_id, scene_id, character_id, element_id, words, paragraph, starts, stops) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)";
    TAG_MOVE = "update scene_tags set paragraph = $4, starts = $5, stops = $6 where workspace_id = $1 and production_id = $2 and id = $3";
    TAG_DELETE = "delete from scene_tags where workspace_id = $1 and production_id = $2 and scene_id = $3 and id = $4";
    TAG_COUNT = "select count(*) from scene_tags where workspace_id = $1 and production_id = $2 and scene_id = $3";
}

/// More tags than this in one scene are refused.
const MOST: i64 = 5_000;

/// A tag as it stands.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::breakdown) struct Placed {
    pub id: TagId,
    pub scene: SceneId,
    pub thing: uuid::Uuid,
    pub words: String,
    pub paragraph: Option<i64>,
    pub starts: i64,
    pub stops: i64,
}
impl Placed {
    pub fn at(&self) -> Option<Span> {
        self.paragraph.map(|paragraph| Span { paragraph, starts: self.starts, stops: self.stops })
    }
}

#[derive(Deserialize)]
struct Row {
    id: TagId,
    category: i64,
    name: String,
    words: String,
    paragraph: Option<i64>,
    starts: i64,
    stops: i64,
}
#[derive(Deserialize)]
struct Text {
    paragraphs: Vec<Paragraph>,
}

async fn paragraphs<P: Permission>(scope: &mut Scope<P>, scene: SceneId) -> Result<Vec<Paragraph>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let found: Option<Text> = scope.first(&TEXT, args![workspace, production, scene]).await?;
    Ok(found.map(|t| t.paragraphs).unwrap_or_default())
}

/// The words of a scene.
pub async fn text(scope: &mut Scope<ReadScript>, scene: SceneId) -> Result<SceneText, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    number_of(scope, scene).await?;
    let paragraphs = paragraphs(scope, scene).await?;
    let rows: Vec<Row> = scope.list(&TAGS, args![workspace, production, scene]).await?;
    let tag = |r: Row| Tag {
        at: r.paragraph.map(|paragraph| Span { paragraph, starts: r.starts, stops: r.stops }),
        id: r.id,
        category: r.category,
        name: r.name,
        words: r.words,
    };
    Ok(SceneText { paragraphs, tags: rows.into_iter().map(tag).collect() })
}

/// Tags words of a scene as something, which comes into the scene with all that it brings.
pub async fn tag(
    scope: &mut Scope<EditScript>,
    scene: SceneId,
    at: Span,
    category: i64,
    name: &str,
) -> Result<(), AppError> {
    // Whoever may change scenes but not read them does not learn their words by tagging.
    if !scope.me().holds("script.text") {
        return Err(AppError::Forbidden);
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let number = number_of(scope, scene).await?;
    let all = paragraphs(scope, scene).await?;
    let stale = || AppError::field("", k::BREAKDOWN_STALE);
    let paragraph = usize::try_from(at.paragraph).ok().and_then(|n| all.get(n)).ok_or_else(stale)?;
    let words = words(&paragraph.text, at.starts, at.stops).ok_or_else(stale)?;
    if scope.number(&TAG_COUNT, args![workspace, production, scene]).await?.unwrap_or(0) >= MOST {
        return Err(AppError::field("", k::BREAKDOWN_TOO_MANY_TAGS));
    }
    let thing = elements::thing(scope, category, name).await?;
    put(scope, scene, thing).await?;
    insert(scope, scene, thing, &words, Some(at)).await?;
    audit::record(scope, "scene.tagged", Some(scene.0), json!({ "name": number, "title": name })).await
}

/// Takes a tag away; what it stood for stays in the scene.
pub async fn untag(scope: &mut Scope<EditScript>, scene: SceneId, tag: TagId) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let number = number_of(scope, scene).await?;
    scope.exec_one(&TAG_DELETE, args![workspace, production, scene, tag]).await?;
    audit::record(scope, "scene.untagged", Some(scene.0), json!({ "name": number })).await
}

pub(in crate::breakdown) async fn insert<P: Permission>(
    scope: &mut Scope<P>,
    scene: SceneId,
    thing: Thing,
    words: &str,
    at: Option<Span>,
) -> Result<(), AppError> {
    let (workspace, production, id) = (scope.workspace(), scope.production(), scope.new_id::<TagId>());
    let (part, element) = match thing {
        Thing::Part(id) => (Some(id), None),
        Thing::Element(id) => (None, Some(id)),
    };
    let words: String = words.chars().take(200).collect();
    let (paragraph, starts, stops) = (at.map(|s| s.paragraph), at.map_or(0, |s| s.starts), at.map_or(0, |s| s.stops));
    scope
        .exec(&TAG_INSERT, args![workspace, id, production, scene, part, element, words, paragraph, starts, stops])
        .await
        .map(drop)
}

/// Every scene's words, and every tag by scene.
pub(in crate::breakdown) async fn everything<P: Permission>(
    scope: &mut Scope<P>,
) -> Result<(HashMap<SceneId, Vec<Paragraph>>, HashMap<SceneId, Vec<Placed>>), AppError> {
    #[derive(Deserialize)]
    struct Of {
        scene: SceneId,
        paragraphs: Vec<Paragraph>,
    }
    let args = args![scope.workspace(), scope.production()];
    let [texts, tags]: [Texts; 2] = scope.lists([&TEXTS, &TAGS_ALL], args).await?;
    let texts = texts.read()?.into_iter().map(|t: Of| (t.scene, t.paragraphs)).collect();
    let mut by_scene: HashMap<SceneId, Vec<Placed>> = HashMap::new();
    for tag in tags.read::<Placed>()? {
        by_scene.entry(tag.scene).or_default().push(tag);
    }
    Ok((texts, by_scene))
}

/// A scene's words are these.
pub(in crate::breakdown) async fn set_text<P: Permission>(
    scope: &mut Scope<P>,
    scene: SceneId,
    paragraphs: &[Paragraph],
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let document = crate::access::Arg::doc(&paragraphs)?;
    scope.exec(&TEXT_PUT, args![workspace, production, scene, document]).await.map(drop)
}

/// A tag stands here now, or nowhere.
pub(in crate::breakdown) async fn move_tag<P: Permission>(
    scope: &mut Scope<P>,
    tag: TagId,
    at: Option<Span>,
) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let (paragraph, starts, stops) = (at.map(|s| s.paragraph), at.map_or(0, |s| s.starts), at.map_or(0, |s| s.stops));
    scope.exec(&TAG_MOVE, args![workspace, production, tag, paragraph, starts, stops]).await.map(drop)
}
