//! Elements of the production: found or made by name, changed, linked, merged, removed; categories of its own.
use super::{cut, to_i64};
use crate::{
    access::{EditScript, Permission, Scope, ViewScript},
    audit,
    breakdown::model::*,
    error::{AppError, FieldError},
    script::{
        model::{Member, part_name},
        store::{MEMBERS, part_of},
    },
    text::{Lang, Text, k},
    values::*,
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

sql! {
    CATEGORIES = rows { code: int, name: text, elements: int } from
        "(select coalesce(c.code, e.category) as code, coalesce(c.name, '') as name, coalesce(e.n, 0) as elements
          from (select code, name from element_categories where workspace_id = $1 and production_id = $2) c
          full join (select category, count(*) as n from elements where workspace_id = $1 and production_id = $2 group by category) e on e.category = c.code) x" order "code";
    CATEGORY_INSERT = "insert into element_categories (workspace_id, production_id, code, name) values ($1,$2,$3,$4)";
    CATEGORY_DELETE = "delete from element_categories where workspace_id = $1 and production_id = $2 and code = $3
        and not exists (select 1 from elements e where e.workspace_id = $1 and e.production_id = $2 and e.category = $3)";
    ELEMENTS = rows { id: uuid, category: int, code: text, name: text, note: text, dood: bool, hold: bool, drops: bool, scenes: int, version: int } from
        "(select e.id as id, e.category as category, e.code as code, e.name as name, e.note as note, e.is_dood as dood, e.is_hold as hold, e.is_drop as drops,
            (select count(*) from scene_elements s where s.workspace_id = e.workspace_id and s.element_id = e.id) as scenes, e.version as version
          from elements e where e.workspace_id = $1 and e.production_id = $2) x" order "category, name, id";
    ELEMENT = rows { id: uuid, category: int, code: text, name: text, note: text, dood: bool, hold: bool, drops: bool, scenes: int, version: int } from
        "(select e.id as id, e.category as category, e.code as code, e.name as name, e.note as note, e.is_dood as dood, e.is_hold as hold, e.is_drop as drops,
            (select count(*) from scene_elements s where s.workspace_id = e.workspace_id and s.element_id = e.id) as scenes, e.version as version
          from elements e where e.workspace_id = $1 and e.production_id = $2 and e.id = $3) x" order "id";
    ELEMENT_NAMED = ids { id } from "(select id from elements where workspace_id = $1 and production_id = $2 and category = $3 and folded = $4) x";
    ELEMENTS_NAMED = rows { id: uuid, category: int, name: text } from "(select id, category, name from elements where workspace_id = $1 and production_id = $2 and folded = $3) x" order "category";
    ELEMENT_INSERT = "insert into elements (workspace_id, id, production_id, category, code, name, folded, note, is_dood, is_hold, is_drop, version)
        values ($1,$2,$3,$4,'',$5,$6,'',false,false,false,1)";
    ELEMENT_UPDATE = "update elements set category = $4, code = $5, name = $6, folded = $7, note = $8, is_dood = $9, is_hold = $10, is_drop = $11, version = version + 1
        where workspace_id = $1 and production_id = $2 and id = $3 and version = $12";
    ELEMENT_TOUCH = "update elements set version = version + 1 where workspace_id = $1 and production_id = $2 and id = $3 and version = $4";
    ELEMENT_DELETE = "delete from elements where workspace_id = $1 and production_id = $2 and id = $3";
    KNOWN = rows { category: int, name: text } from "(select category, name from elements where workspace_id = $1 and production_id = $2) x" order "name, category" limit "$3";
    USED_IN = rows { id: uuid, number: text, set_name: text, amount: int } from
        "(select s.id as id, s.number as number, s.set_name as set_name, e.amount as amount, s.position as place from scene_elements e
          join scenes s on s.workspace_id = e.workspace_id and s.id = e.scene_id
          where e.workspace_id = $1 and e.production_id = $2 and e.element_id = $3) x" order "place, id";
    LINKS_OF = rows { id: uuid, category: int, name: text, brings: bool } from
        "(select l.id as id, o.category as category, o.name as name, true as brings from element_links l
            join elements o on o.workspace_id = l.workspace_id and o.id = l.brings_id
            where l.workspace_id = $1 and l.production_id = $2 and l.element_id = $3
          union all
          select l.id, coalesce(o.category, 100), coalesce(o.name, c.name, ''), false from element_links l
            left join elements o on o.workspace_id = l.workspace_id and o.id = l.element_id
            left join characters c on c.workspace_id = l.workspace_id and c.id = l.character_id
            where l.workspace_id = $1 and l.production_id = $2 and l.brings_id = $3) x" order "brings, category, name, id";
    LINK_INSERT = "insert into element_links (workspace_id, id, production_id, character_id, element_id, brings_id) values ($1,$2,$3,$4,$5,$6)";
    LINK_DELETE = "delete from element_links where workspace_id = $1 and production_id = $2 and id = $3 and (element_id = $4 or brings_id = $4)";
    LINKS_FORGET = "delete from element_links where workspace_id = $1 and production_id = $2 and (element_id = $3 or brings_id = $3)";
    SCENES_JOIN = "insert into scene_elements (workspace_id, scene_id, element_id, production_id, amount, note)
        select workspace_id, scene_id, $4, production_id, amount, note from scene_elements where workspace_id = $1 and production_id = $2 and element_id = $3 on conflict do nothing";
    TAGS_JOIN = "update scene_tags set element_id = $4 where workspace_id = $1 and production_id = $2 and element_id = $3";
    IN_SCENES = ids { scene } from "(select scene_id as scene from scene_elements where workspace_id = $1 and production_id = $2 and element_id = $3) x";
    PART_SCENES = ids { scene } from "(select scene_id as scene from scene_cast where workspace_id = $1 and production_id = $2 and character_id = $3) x";
}

fn wrong(field: &str, text: Text, name: &str) -> AppError {
    let with = vec![("name".to_owned(), name.to_owned())];
    AppError::Invalid(vec![FieldError { field: field.to_owned(), text, with }])
}

/// The production's own categories, and the standard ones that have elements.
pub(crate) async fn categories<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<CategoryRow>, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.list(&CATEGORIES, args![workspace, production]).await
}

/// Names to suggest.
pub(super) async fn known<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<(i64, String)>, AppError> {
    #[derive(Deserialize)]
    struct Known {
        category: i64,
        name: String,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Known> = scope.list(&KNOWN, args![workspace, production, to_i64(SUGGESTED)]).await?;
    let members: Vec<Member> = scope.list(&MEMBERS, args![workspace, production]).await?;
    let parts = members.into_iter().take(SUGGESTED).map(|m| (CAST, m.name));
    Ok(parts.chain(rows.into_iter().map(|r| (r.category, r.name))).collect())
}

/// What brings what.
pub(crate) async fn pairs<P: Permission>(scope: &mut Scope<P>) -> Result<Vec<(Uuid, Uuid)>, AppError> {
    #[derive(Deserialize)]
    struct Pair {
        source: Uuid,
        brings: Uuid,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let rows: Vec<Pair> = scope.list(&super::LINK_PAIRS, args![workspace, production]).await?;
    Ok(rows.into_iter().map(|p| (p.source, p.brings)).collect())
}

/// A page of the list, and one element in full.
pub async fn list(
    scope: &mut Scope<ViewScript>,
    text: &str,
    category: Option<i64>,
    page: i64,
    open: Option<ElementId>,
) -> Result<Elements, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let mut rows: Vec<ElementRow> = scope.list(&ELEMENTS, args![workspace, production]).await?;
    let all = to_i64(rows.len());
    rows.retain(|e| {
        let words = format!("{}\n{}\n{}", e.name, e.code, e.note);
        category.is_none_or(|c| c == e.category) && holds(&words, text)
    });
    let matching = to_i64(rows.len());
    let (page, rows) = cut(rows, page);
    let open = match open {
        Some(id) => Some(file(scope, id).await?),
        None => None,
    };
    let known = if open.is_some() && scope.me().holds("script.edit") { known(scope).await? } else { vec![] };
    Ok(Elements { rows, page, matching, all, categories: categories(scope).await?, open, known })
}

async fn file(scope: &mut Scope<ViewScript>, id: ElementId) -> Result<ElementFile, AppError> {
    let args = args![scope.workspace(), scope.production(), id];
    let [element, scenes, links] = scope.lists([&ELEMENT, &USED_IN, &LINKS_OF], args).await?;
    let element = element.read()?.into_iter().next().ok_or(AppError::NotFound)?;
    Ok(ElementFile { element, scenes: scenes.read()?, links: links.read()? })
}

async fn load<P: Permission>(scope: &mut Scope<P>, id: ElementId) -> Result<ElementRow, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    scope.one(&ELEMENT, args![workspace, production, id]).await
}

/// The element of this name, made if there is none.
pub(crate) async fn element<P: Permission>(
    scope: &mut Scope<P>,
    category: i64,
    name: &str,
) -> Result<ElementId, AppError> {
    #[derive(Deserialize)]
    struct Found {
        id: ElementId,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let folded = part_name(name);
    let found: Option<Found> = scope.first(&ELEMENT_NAMED, args![workspace, production, category, &folded]).await?;
    if let Some(found) = found {
        return Ok(found.id);
    }
    let id: ElementId = scope.new_id();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    scope.exec(&ELEMENT_INSERT, args![workspace, id, production, category, name, folded]).await?;
    Ok(id)
}

/// A part or an element by category and name.
pub(super) async fn thing(scope: &mut Scope<EditScript>, category: i64, name: &str) -> Result<Thing, AppError> {
    if category == CAST {
        // A part of that name may carry the comma that separates parts elsewhere; here the field holds one name.
        return part_of(scope, name).await.map(Thing::Part);
    }
    there(scope, category).await?;
    element(scope, category, name).await.map(Thing::Element)
}

/// Whether elements may be of this category.
async fn there(scope: &mut Scope<EditScript>, category: i64) -> Result<(), AppError> {
    let known = (category != CAST && standard(category).is_some())
        || categories(scope).await?.iter().any(|c| c.code == category && !c.name.is_empty());
    if known { Ok(()) } else { Err(AppError::field("category", k::ERROR_CHOICE)) }
}

/// An element as typed, checked by `api`.
#[derive(Debug, Clone, Default)]
pub struct TypedElement {
    /// Category.
    pub category: i64,
    /// Board number or short id.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub note: String,
    /// In the day out of days.
    pub dood: bool,
    /// May be held.
    pub hold: bool,
    /// May be dropped and picked up.
    pub drops: bool,
}

/// Changes an element. A name that another one of the category has is refused: the two can be merged.
pub async fn save(
    scope: &mut Scope<EditScript>,
    id: ElementId,
    version: i64,
    typed: &TypedElement,
) -> Result<(), AppError> {
    #[derive(Deserialize)]
    struct Found {
        id: ElementId,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    load(scope, id).await?;
    there(scope, typed.category).await?;
    let folded = part_name(&typed.name);
    let same: Vec<Found> = scope.list(&ELEMENT_NAMED, args![workspace, production, typed.category, &folded]).await?;
    if same.iter().any(|other| other.id != id) {
        return Err(wrong("name", k::BREAKDOWN_NAME_TAKEN, &typed.name));
    }
    let (t, drops) = (typed, typed.drops && typed.hold);
    scope
        .exec_versioned(
            &ELEMENT_UPDATE,
            args![
                workspace, production, id, t.category, &t.code, &t.name, folded, &t.note, t.dood, t.hold, drops,
                version
            ],
        )
        .await?;
    audit::record(scope, "element.changed", Some(id.0), json!({ "name": t.name })).await
}

/// What a name means where a part or an element may stand: a cast number, a part, an element of one category alone.
async fn meant(scope: &mut Scope<EditScript>, field: &str, name: &str) -> Result<Thing, AppError> {
    #[derive(Deserialize)]
    struct Found {
        id: ElementId,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let folded = part_name(name);
    let members: Vec<Member> = scope.list(&MEMBERS, args![workspace, production]).await?;
    let number = folded.parse::<i64>().ok();
    let part = members.iter().find(|m| m.name == folded || (number.is_some() && m.number == number));
    let found: Vec<Found> = scope.list(&ELEMENTS_NAMED, args![workspace, production, folded]).await?;
    match (part, found.as_slice()) {
        (Some(part), []) => Ok(Thing::Part(part.id)),
        (None, [one]) => Ok(Thing::Element(one.id)),
        (None, []) => Err(wrong(field, k::BREAKDOWN_UNKNOWN, name)),
        _ => Err(wrong(field, k::BREAKDOWN_SEVERAL, name)),
    }
}

/// Whatever has this name brings the element from now on, into the scenes it is in already as well. A link that would
/// close a circle is refused.
pub async fn link(scope: &mut Scope<EditScript>, id: ElementId, name: &str) -> Result<(), AppError> {
    #[derive(Deserialize)]
    struct There {
        scene: SceneId,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let element = load(scope, id).await?;
    let source = meant(scope, "brought_by", name).await?;
    let links = pairs(scope).await?;
    if links.contains(&(source.id(), id.0)) {
        return Ok(());
    }
    if circle(source.id(), id.0, &links) {
        return Err(wrong("brought_by", k::BREAKDOWN_CIRCLE, name));
    }
    insert_link(scope, source, id).await?;
    let scenes = match source {
        Thing::Part(_) => &PART_SCENES,
        Thing::Element(_) => &IN_SCENES,
    };
    let scenes: Vec<There> = scope.list(scenes, args![workspace, production, source.id()]).await?;
    for There { scene } in scenes {
        super::bring(scope, scene, &[source.id()]).await?;
    }
    audit::record(scope, "element.linked", Some(id.0), json!({ "name": element.name, "title": name })).await
}

/// The same for an element by category and name, made if there is none; for whoever sets up a production from a list.
pub async fn link_named(
    scope: &mut Scope<EditScript>,
    category: i64,
    name: &str,
    brought_by: &str,
) -> Result<(), AppError> {
    there(scope, category).await?;
    let id = element(scope, category, name).await?;
    link(scope, id, brought_by).await
}

/// Puts an element into the day out of days, with holds.
pub async fn dood_named(scope: &mut Scope<EditScript>, category: i64, name: &str) -> Result<(), AppError> {
    let id = element(scope, category, name).await?;
    let ElementRow { code, name, note, drops, version, .. } = load(scope, id).await?;
    let typed = TypedElement { category, code, name, note, dood: true, hold: true, drops };
    save(scope, id, version, &typed).await
}

/// Writes a link without asking.
pub(crate) async fn insert_link<P: Permission>(
    scope: &mut Scope<P>,
    source: Thing,
    brings: ElementId,
) -> Result<(), AppError> {
    let (workspace, production, link) = (scope.workspace(), scope.production(), scope.new_id::<LinkId>());
    let (part, element) = match source {
        Thing::Part(id) => (Some(id), None),
        Thing::Element(id) => (None, Some(id)),
    };
    scope.exec(&LINK_INSERT, args![workspace, link, production, part, element, brings]).await.map(drop)
}

/// The link ends; what it has brought stays where it is.
pub async fn unlink(scope: &mut Scope<EditScript>, id: ElementId, link: LinkId) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let element = load(scope, id).await?;
    scope.exec_one(&LINK_DELETE, args![workspace, production, link, id]).await?;
    audit::record(scope, "element.unlinked", Some(id.0), json!({ "name": element.name })).await
}

/// One element becomes another: its scenes, tags and links with it.
pub async fn merge(
    scope: &mut Scope<EditScript>,
    id: ElementId,
    version: i64,
    into: &str,
) -> Result<ElementId, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let gone = load(scope, id).await?;
    let target = match meant(scope, "into", into).await? {
        Thing::Element(target) if target != id => target,
        Thing::Element(_) => return Err(wrong("into", k::BREAKDOWN_ITSELF, into)),
        Thing::Part(_) => return Err(wrong("into", k::BREAKDOWN_NOT_A_PART, into)),
    };
    scope.exec_versioned(&ELEMENT_TOUCH, args![workspace, production, id, version]).await?;
    let links = pairs(scope).await?;
    scope.exec(&SCENES_JOIN, args![workspace, production, id, target]).await?;
    scope.exec(&TAGS_JOIN, args![workspace, production, id, target]).await?;
    let parts: Vec<Member> = scope.list(&MEMBERS, args![workspace, production]).await?;
    scope.exec(&LINKS_FORGET, args![workspace, production, id]).await?;
    for (source, brings) in merged(id.0, target.0, &links).into_iter().filter(|link| !links.contains(link)) {
        let part = parts.iter().find(|m| m.id.0 == source).map(|m| Thing::Part(m.id));
        insert_link(scope, part.unwrap_or(Thing::Element(source.into())), brings.into()).await?;
    }
    scope.exec_one(&ELEMENT_DELETE, args![workspace, production, id]).await?;
    audit::record(scope, "element.merged", Some(target.0), json!({ "name": gone.name, "title": into })).await?;
    Ok(target)
}

/// Takes an element out of every scene and away.
pub async fn remove(scope: &mut Scope<EditScript>, id: ElementId, version: i64) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let element = load(scope, id).await?;
    scope.exec_versioned(&ELEMENT_TOUCH, args![workspace, production, id, version]).await?;
    scope.exec_one(&ELEMENT_DELETE, args![workspace, production, id]).await?;
    let detail = json!({ "name": element.name, "n": element.scenes });
    audit::record(scope, "element.removed", Some(id.0), detail).await
}

/// A category of the production's own; gives its code.
pub(crate) async fn category<P: Permission>(scope: &mut Scope<P>, name: &str) -> Result<i64, AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let there = categories(scope).await?;
    let folded = part_name(name);
    let ours = STANDARD.iter().find(|(_, text, _)| Lang::ALL.iter().any(|l| part_name(text.say(*l)) == folded));
    if ours.is_some() || there.iter().any(|c| part_name(&c.name) == folded) {
        return Err(wrong("name", k::BREAKDOWN_CATEGORY_TAKEN, name));
    }
    let code = there.iter().map(|c| c.code).max().unwrap_or(0).max(OWN - 1) + 1;
    scope.exec(&CATEGORY_INSERT, args![workspace, production, code, name]).await?;
    audit::record(scope, "category.added", None, json!({ "name": name })).await?;
    Ok(code)
}

/// A category of the production's own goes, if nothing is in it.
pub async fn drop_category(scope: &mut Scope<EditScript>, code: i64) -> Result<(), AppError> {
    let (workspace, production) = (scope.workspace(), scope.production());
    let all = categories(scope).await?;
    let name = all.into_iter().find(|c| c.code == code && code >= OWN).ok_or(AppError::NotFound)?.name;
    if scope.exec(&CATEGORY_DELETE, args![workspace, production, code]).await? == 0 {
        return Err(wrong("", k::BREAKDOWN_CATEGORY_FULL, &name));
    }
    audit::record(scope, "category.removed", None, json!({ "name": name })).await
}
