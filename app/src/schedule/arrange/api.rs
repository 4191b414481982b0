//! What the browser may ask about arranging.
#![expect(missing_docs, reason = "arguments of server functions become fields; the function says what they are")]

use super::data::{ArrangeData, TypedArrange};
use crate::{error::AppError, ui::Landing, values::*};
use leptos::{prelude::*, server_fn::codec::GetUrl};
#[cfg(feature = "ssr")]
use {
    super::search,
    crate::{
        access::{self, Scope},
        error::Problems,
        routes,
        schedule::{
            api::maybe,
            boards::{drafts, store},
            model::Move,
        },
        text::k,
    },
};

/// The board to be arranged: the active one, or another (`board`). For whoever may edit it.
#[server(input = GetUrl)]
pub async fn load_arrange(production: ProductionId, #[server(default)] board: String) -> Result<ArrangeData, AppError> {
    let board = maybe(&board)?;
    let assets = use_context::<std::sync::Arc<crate::shell::Assets>>()
        .ok_or_else(|| AppError::internal("context", "no assets"))?;
    let (data, rates, sees) = search::board(production, board).await?;
    let paid = !rates.is_empty();
    Ok(ArrangeData { data, worker: assets.arrange_js.clone(), pay: sees.then_some(rates), paid })
}

/// Searches here, for a page without scripts, and makes a draft of what is found.
#[server]
pub async fn arrange_now(
    production: ProductionId,
    #[server(default)] board: String,
    #[server(default)] by: TypedArrange,
) -> Result<Landing, AppError> {
    let from = maybe(&board)?;
    let (data, rates, _) = search::board(production, from).await?;
    let paid = by.pay;
    let (mut by, seconds) = by.read(&data.board)?;
    if paid && !rates.is_empty() {
        rates.weigh(&mut by);
    }
    let moves = search::run(data.board, by, seconds).await?;
    if moves.is_empty() {
        return Err(AppError::field("", k::SCHEDULE_ARRANGE_NOTHING));
    }
    keep(production, from, "", &moves).await
}

/// Makes a draft of what the page's own search found: `moves` is JSON of the moves that lead there.
#[server]
pub async fn keep_arrangement(
    production: ProductionId,
    #[server(default)] board: String,
    name: String,
    moves: String,
) -> Result<Landing, AppError> {
    let from = maybe(&board)?;
    let mut problems = Problems::default();
    let name = problems.optional("name", &name, 80);
    let moves: Vec<Move> = problems.take("", serde_json::from_str(&moves), k::ERROR_ARGUMENTS);
    problems.done()?;
    keep(production, from, &name, &moves).await
}

#[cfg(feature = "ssr")]
async fn keep(
    production: ProductionId,
    from: Option<BoardId>,
    name: &str,
    moves: &[Move],
) -> Result<Landing, AppError> {
    let lang = crate::text::lang();
    let usual = k::SCHEDULE_ARRANGE_NAME.say(lang);
    let name = if name.is_empty() { usual } else { name };
    let id = access::with(production, async |scope: &mut Scope<access::EditBoard>| {
        let note = match from {
            None => String::new(),
            Some(id) => store::document(scope, id).await?.0.name,
        };
        drafts::arranged(scope, from, name, &note, moves).await
    })
    .await?;
    let from = from.map(|id| id.to_string()).unwrap_or_default();
    Ok(Landing::on(format!("{}/compare?a={from}&b={id}", routes::boards(production))))
}
