//! What every board costs at least.
use super::cost::member_days;
use super::problem::Problem;
use super::state::State;

/// A lower bound of the cost: for each member the days that the load of the strips and the days they must be on ask
/// for; for the company the moves that so many locations on so few days ask for; the load beyond all capacities.
pub(super) fn bound(problem: &Problem, state: &State) -> i64 {
    let (dates, calendar) = problem.dates();
    // Load a date takes at most over all its units.
    let mut room = vec![0_i64; calendar.len()];
    for (day, d) in problem.days.iter().enumerate() {
        room[dates[day]] += d.limit;
    }
    room.sort_unstable_by_key(|room| std::cmp::Reverse(*room));
    let fewest = |mut load: i64, room: &[i64]| {
        let enough = room.iter().take_while(|room| {
            let more = load > 0;
            load -= **room;
            more
        });
        enough.count() as i64
    };
    let off = problem.off_dates();
    let mut sum = 0;
    for (at, member) in problem.cast.iter().enumerate() {
        let mine = || state.units.iter().filter(|unit| unit.cast.contains(&at));
        let load: i64 = mine().map(|unit| unit.load).sum();
        let mut sure = 0_u128;
        let mut apart: Vec<u128> = Vec::new();
        for unit in mine() {
            let days = (0..problem.days.len()).filter(|day| unit.allowed >> day & 1 == 1);
            let on = days.fold(0_u128, |on, day| on | 1 << dates[day]);
            if on.count_ones() == 1 {
                sure |= on;
            }
            if on != 0 && apart.iter().all(|other| other & on == 0) {
                apart.push(on);
            }
        }
        let known = member_days(member, sure, off[at], &calendar);
        let work = fewest(load, &room).max(i64::from(mine().next().is_some())).max(apart.len() as i64);
        // Days between sure days are worked or held, unless the member can be dropped.
        let span = if member.drop.is_none() { i64::from(known.work + known.hold) } else { i64::from(known.work) };
        let idle = member.hold.unwrap_or(0).min(member.cost) * (span - work).max(0);
        sum += member.cost * work + idle;
    }
    // A day with n locations has n - 1 moves at least; locked days keep their own.
    let open: Vec<usize> = (0..problem.days.len()).filter(|&day| !problem.days[day].locked).collect();
    let mut room: Vec<i64> = open.iter().map(|&day| problem.days[day].limit).collect();
    room.sort_unstable_by_key(|room| std::cmp::Reverse(*room));
    let mut loads: std::collections::BTreeMap<usize, i64> = std::collections::BTreeMap::new();
    for (unit, &at) in state.units.iter().zip(&state.at) {
        let stays = problem.days[at].locked && unit.allowed & !(1 << at) == 0;
        for strip in unit.strips.iter().map(|&strip| &problem.strips[strip]).filter(|_| !stays) {
            if let Some(location) = strip.location {
                *loads.entry(location).or_default() += strip.load;
            }
        }
    }
    let visits: i64 = loads.values().map(|load| fewest(*load, &room).max(1)).sum();
    sum += problem.weights.company_move * (visits - open.len() as i64).max(0);
    let load: i64 = problem.strips.iter().map(|s| s.load).sum();
    let capacity: i64 = problem.days.iter().map(|day| day.capacity).sum();
    sum + problem.weights.over * (load - capacity).max(0)
}
