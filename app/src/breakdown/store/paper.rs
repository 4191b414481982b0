//! The whole breakdown at once, for what is printed of it.
use super::{OfScene, SHEETS, elements};
use crate::{
    access::{Permission, Scope},
    breakdown::model::{CategoryRow, Fields, InScene},
    error::AppError,
    script::{model::SceneRow, store::scenes},
    values::{ElementId, SceneId},
};
use serde::Deserialize;
use std::collections::HashMap;

sql! {
    PAPER_IN = rows { scene: uuid, id: uuid, category: int, code: text, name: text, amount: int, note: text } from
        "(select s.scene_id as scene, e.id as id, e.category as category, e.code as code, e.name as name, s.amount as amount, s.note as note
          from scene_elements s
          join elements e on e.workspace_id = s.workspace_id and e.id = s.element_id
          where s.workspace_id = $1 and s.production_id = $2) x" order "category, name, id";
    PAPER_ALL = rows { id: uuid, category: int, code: text, name: text, note: text, dood: bool, hold: bool, drops: bool } from
        "(select id, category, code, name, note, is_dood as dood, is_hold as hold, is_drop as drops from elements where workspace_id = $1 and production_id = $2) x" order "category, name, id";
}

/// A scene with all that is known of it; remarks among those who break down are not printed.
#[derive(Debug, Clone)]
pub struct PaperScene {
    /// The scene.
    pub scene: SceneRow,
    /// What is known beside.
    pub fields: Fields,
    /// Its elements by category and name.
    pub elements: Vec<InScene>,
}

/// An element as it is listed.
#[derive(Debug, Clone, Deserialize)]
pub struct PaperElement {
    /// Id.
    pub id: ElementId,
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

/// The breakdown of a production.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Scenes in script order.
    pub scenes: Vec<PaperScene>,
    /// Elements by category and name.
    pub elements: Vec<PaperElement>,
    /// Categories of the production's own.
    pub categories: Vec<CategoryRow>,
}

/// An element and the scene it is in.
#[derive(Debug, Clone, Deserialize)]
pub struct Inside {
    /// The scene.
    pub scene: SceneId,
    /// The element.
    #[serde(flatten)]
    pub element: InScene,
}

/// What is known of scenes beside the script, and what is in them by category and name.
pub async fn beside<P: Permission>(scope: &mut Scope<P>) -> Result<(HashMap<SceneId, Fields>, Vec<Inside>), AppError> {
    let args = args![scope.workspace(), scope.production()];
    let [sheets, inside] = scope.lists([&SHEETS, &PAPER_IN], args).await?;
    let sheets = sheets.read()?.into_iter().map(|row: OfScene| (row.scene, row.into())).collect();
    Ok((sheets, inside.read()?))
}

/// All of it.
pub async fn paper<P: Permission>(scope: &mut Scope<P>) -> Result<Paper, AppError> {
    let all = scenes(scope).await?;
    let (mut sheets, inside) = beside(scope).await?;
    let elements = scope.list(&PAPER_ALL, args![scope.workspace(), scope.production()]).await?;
    let mut within: HashMap<SceneId, Vec<InScene>> = HashMap::new();
    for Inside { scene, element } in inside {
        within.entry(scene).or_default().push(element);
    }
    let scenes = all.into_iter().map(|scene| PaperScene {
        fields: Fields { comments: String::new(), ..sheets.remove(&scene.id).unwrap_or_default() },
        elements: within.remove(&scene.id).unwrap_or_default(),
        scene,
    });
    let scenes = scenes.collect();
    Ok(Paper { scenes, elements, categories: elements::categories(scope).await? })
}
