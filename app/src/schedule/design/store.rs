//! The design in the database: one document for each production; and what the breakdown lends the board's strips.
use super::model::{Beside, BesideScene, DesignData, StripDesign, category_key};
use crate::{
    access::{Arg, EditBoard, Permission, Scope},
    audit,
    breakdown::{
        model::name,
        store::{elements::categories, paper::beside},
    },
    error::AppError,
    schedule::{
        boards,
        data::BoardData,
        model::{Mark, StripFacts},
    },
    text::Lang,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

/// So many strips to look at.
const SAMPLES: usize = 4;

sql! {
    DESIGN = rows { doc: json, version: int } from
        "(select doc, version from strip_designs where workspace_id = $1 and production_id = $2) x" order "version";
    DESIGN_INSERT = "insert into strip_designs (workspace_id, production_id, doc, version) values ($1,$2,$3,1) on conflict do nothing";
    DESIGN_UPDATE = "update strip_designs set doc = $3, version = version + 1 where workspace_id = $1 and production_id = $2 and version = $4";
}

/// The design, with the version for saving it; 0 as long as strips look as usual.
pub async fn load<P: Permission>(scope: &mut Scope<P>) -> Result<(StripDesign, i64), AppError> {
    #[derive(Deserialize)]
    struct Row {
        doc: StripDesign,
        version: i64,
    }
    let (workspace, production) = (scope.workspace(), scope.production());
    let row: Option<Row> = scope.first(&DESIGN, args![workspace, production]).await?;
    Ok(row.map(|row| (row.doc, row.version)).unwrap_or_default())
}

/// Adds to a board how its strips look, and what the breakdown knows of their scenes if the viewer may read it.
pub async fn fill<P: Permission>(scope: &mut Scope<P>, data: &mut BoardData) -> Result<(), AppError> {
    (data.design, data.design_version) = load(scope).await?;
    if !scope.me().holds("script.view") {
        return Ok(());
    }
    let own = categories(scope).await?;
    let (sheets, inside) = beside(scope).await?;
    let mut found = Beside::default();
    let mut at = HashMap::new();
    let mut keys = BTreeMap::new();
    for one in inside {
        let category = one.element.category;
        let place = *at.entry(one.element.id).or_insert_with(|| {
            let key = keys.entry(category).or_insert_with(|| category_key(&name(Lang::En, category, &own))).clone();
            found.elements.push(Mark { category: key, number: one.element.code, name: one.element.name });
            found.elements.len() - 1
        });
        found.scenes.entry(one.scene).or_default().elements.push(place);
    }
    for (scene, fields) in sheets {
        let BesideScene { script_day, sequence, notes, .. } = found.scenes.entry(scene).or_default();
        (*script_day, *sequence, *notes) = (fields.script_day, fields.sequence, fields.notes);
    }
    data.beside = found;
    Ok(())
}

/// The page.
pub async fn page(scope: &mut Scope<EditBoard>, lang: Lang) -> Result<DesignData, AppError> {
    let mut data = boards::store::shown(scope, None).await?;
    fill(scope, &mut data).await?;
    let own = categories(scope).await?;
    let listed = |code: i64| (category_key(&name(Lang::En, code, &own)), name(lang, code, &own));
    let categories = if scope.me().holds("script.view") {
        own.iter().filter(|row| row.elements > 0).map(|row| listed(row.code)).collect()
    } else {
        Vec::new()
    };
    let board = &data.board;
    let all = board.strips().filter(|(_, strip)| strip.scene().is_some());
    let mut samples: Vec<StripFacts> = Vec::new();
    for (day, strip) in all {
        let mut facts = StripFacts::of(board, day.map(|at| &board.days[at]), strip);
        let known = samples.iter().any(|s| (s.int_ext, s.light) == (facts.int_ext, facts.light));
        if !known && samples.len() < SAMPLES {
            data.beside.add(strip.scene().map(|scene| scene.scene), &mut facts);
            samples.push(facts);
        }
    }
    Ok(DesignData { design: data.design, version: data.design_version, categories, samples })
}

/// Puts a design down; a conflict if somebody else did so meanwhile.
pub async fn save(scope: &mut Scope<EditBoard>, version: i64, design: &StripDesign) -> Result<(), AppError> {
    let (workspace, production, doc) = (scope.workspace(), scope.production(), Arg::doc(design)?);
    let place = [&args![workspace, production][..], &[doc]].concat();
    if version > 0 {
        scope.exec_versioned(&DESIGN_UPDATE, &[&place[..], &args![version][..]].concat()).await?;
    } else if scope.exec(&DESIGN_INSERT, &place).await? == 0 {
        return Err(AppError::Conflict);
    }
    audit::record(scope, "board.designed", Some(production.0), json!({})).await
}
