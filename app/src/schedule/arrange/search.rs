//! The search on the server, for pages without scripts: one at a time, never while a scope is held.
use super::{super::model::solver::arrange::Search, data::MOST_WAIT};
use crate::{
    access::{self, Scope},
    error::AppError,
    pay::{self, model::Pay},
    schedule::{
        boards::store,
        data::BoardData,
        model::{ArrangeBy, ArrangeTask, Board, Move, solver::Progress},
    },
    text::k,
    values::*,
};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Searching takes a core for seconds: whoever comes second is asked to come again.
static ROOM: Semaphore = Semaphore::const_new(1);
/// The same board gives the same answer, as far as the time lets it.
const SEED: u64 = 1;

/// The board, what the cast is paid, and whether the viewer may see that; for whoever may edit it.
pub async fn board(production: ProductionId, board: Option<BoardId>) -> Result<(BoardData, Pay, bool), AppError> {
    access::with(production, async |scope: &mut Scope<access::ViewBoard>| {
        if !scope.me().holds("board.edit") {
            return Err(AppError::Forbidden);
        }
        let data = store::shown(scope, board).await?;
        Ok((data, pay::store::load(scope).await?.0, scope.me().holds("pay.view")))
    })
    .await
}

/// The moves that lead to the best board found in this time.
pub async fn run(board: Board, by: ArrangeBy, seconds: u32) -> Result<Vec<Move>, AppError> {
    let room = ROOM.try_acquire().map_err(|_| AppError::field("", k::SCHEDULE_ARRANGE_BUSY))?;
    let search = move || {
        let wrong = || AppError::field("", k::SCHEDULE_ARRANGE_CANNOT);
        let task = ArrangeTask::of(&board, &by).map_err(|_| wrong())?;
        let mut search = Search::new(&task.problem, &task.before, SEED).map_err(|_| wrong())?;
        let end = Instant::now() + Duration::from_secs(u64::from(seconds.min(MOST_WAIT)));
        search.run(&mut |_: &Progress| Instant::now() >= end);
        task.draft(&board, &search.found().board).map(|draft| draft.moves).map_err(|_| wrong())
    };
    let moves = tokio::task::spawn_blocking(search).await.map_err(|e| AppError::internal("arrange", e))?;
    drop(room);
    moves
}
