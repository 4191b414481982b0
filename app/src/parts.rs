//! The parts that the browser's program is cut into. A feature's pages come with the first visit of one of them; the
//! signed-out pages, the start page and the frame around a production are in the part that every page loads.
use crate::{
    accounts, audit, breakdown, callsheets, confidential, departments, factors, locations, members, pay, people,
    permissions, privacy, productions, reports, rules, schedule, script, ui, workspaces,
};
use leptos::prelude::*;
use leptos_router::LazyRoute;

/// A part: the routes of some pages, and the function that shows one of them by its place in the list.
macro_rules! part {
    ($(#[$about:meta])* $part:ident, $show:ident, $preload:ident: $($which:literal => $page:path),+) => {
        $(#[$about])*
        pub struct $part<const WHICH: u8>;

        impl<const WHICH: u8> LazyRoute for $part<WHICH> {
            fn data() -> Self {
                Self
            }
            async fn view(_: Self) -> AnyView {
                $show(WHICH).await
            }
            async fn preload() {
                // Only the browser's program is cut.
                #[cfg(not(feature = "ssr"))]
                $preload().await;
            }
        }

        #[lazy]
        fn $show(which: u8) -> AnyView {
            match which {
                $($which => $page().into_any(),)+
                _ => ui::not_here(),
            }
        }
    };
}

part! {
    /// A production's home: what the office sees first.
    Home, home, __preload_home:
    0 => productions::ProductionPage
}
part! {
    /// Settings of a production, a new one, the company's mails and its log.
    Office, office, __preload_office:
    0 => productions::SettingsPage, 1 => productions::NewProductionPage, 2 => workspaces::MailsPage,
    3 => audit::AuditPage, 4 => members::MembersPage, 5 => factors::SecurityPage
}
part! {
    /// A lost password, a new one, one's own account, a new one; what is kept of people.
    Account, account, __preload_account:
    0 => accounts::ForgotPage, 1 => accounts::ResetPage, 2 => accounts::AccountPage, 3 => accounts::RegisterPage,
    4 => accounts::VerifyPage, 5 => accounts::NewMailPage, 6 => privacy::CookiesPage, 7 => privacy::PrivacyPage,
    8 => factors::ConfirmPage, 9 => factors::TotpPage, 10 => factors::CodesPage, 11 => factors::SecondPage
}
part! {
    /// The page of primitives.
    Guide, guide, __preload_guide:
    0 => ui::StylePage
}
part! {
    /// Scenes and their import.
    Script, scenes, __preload_scenes:
    0 => script::ScriptPage, 1 => script::ImportPage
}
part! {
    /// The breakdown: scenes, a sheet, elements.
    Breakdown, elements, __preload_elements:
    0 => breakdown::BreakdownPage, 1 => breakdown::SheetPage, 2 => breakdown::ElementsPage
}
part! {
    /// Crew and cast, locations.
    People, contacts, __preload_contacts:
    0 => people::PeoplePage, 1 => people::ImportPage, 2 => people::PersonPage,
    3 => locations::LocationsPage, 4 => locations::LocationPage, 5 => people::InvitePage, 6 => confidential::OwnPage, 7 => confidential::DetailsPage
}
part! {
    /// Who may see and do what; a head's own department.
    Permissions, rights, __preload_rights:
    0 => permissions::PermissionsPage, 1 => permissions::AccessPage, 2 => departments::DepartmentPage
}
part! {
    /// The board and the days.
    Schedule, planning, __preload_planning:
    0 => schedule::BoardPage, 1 => schedule::DaysPage, 2 => schedule::MyDaysPage
}
part! {
    /// Reports of the schedule.
    Reports, lists, __preload_lists:
    0 => reports::ReportsPage, 1 => reports::ReportPage
}
part! {
    /// Call sheets: draft, publish, tracking, one's own.
    Sheets, sheets, __preload_sheets:
    0 => callsheets::DraftPage, 1 => callsheets::PublishPage, 2 => callsheets::TrackingPage,
    3 => callsheets::MyCallPage
}
part! {
    /// Boards beside the active one: list, drift, comparison, issued schedules, pay.
    Boards, boards, __preload_boards:
    0 => schedule::boards::BoardsPage, 1 => schedule::boards::BoardInfoPage, 2 => schedule::boards::DriftPage,
    3 => schedule::boards::ComparePage, 4 => schedule::arrange::ArrangePage,
    5 => schedule::boards::IssuePage, 6 => pay::PayPage, 7 => schedule::design::DesignPage,
    8 => schedule::dood::DoodPage, 9 => schedule::dood::DoodPartPage
}
part! {
    /// Working rules: what a schedule is checked against.
    Rules, standards, __preload_standards:
    0 => rules::RulesPage, 1 => rules::PersonRulesPage, 2 => rules::PlaceRulesPage, 3 => rules::DayRulesPage,
    4 => rules::SceneRulesPage
}
