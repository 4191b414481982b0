//! What waits for data, drawn once on the server.
//!
//! Leptos looks through the children of a `Suspense` beforehand, for resources that are read without waiting; there are
//! none here. By chance its look came after the data were there, and then it drew the page and the pages inside it to
//! throw them away: the data were asked for up to three times, and the first answer, which the browser takes over, was
//! without the request's context.
use leptos::{children::TypedChildren, prelude::*};

/// Shows its children once their data are there; and nothing again while they are asked for anew.
#[component]
pub fn Suspense<C: IntoView + Send + 'static>(children: TypedChildren<C>) -> impl IntoView {
    let children = children.into_inner();
    view! { <leptos::prelude::Suspense>{once(children())}</leptos::prelude::Suspense> }
}

/// As [`Suspense`], but what is shown stays while data are asked for anew.
#[component]
pub fn Transition<C: IntoView + Send + 'static>(children: TypedChildren<C>) -> impl IntoView {
    let children = children.into_inner();
    view! { <leptos::prelude::Transition>{once(children())}</leptos::prelude::Transition> }
}

#[cfg(not(feature = "ssr"))]
fn once<V>(view: V) -> V {
    view
}
#[cfg(feature = "ssr")]
use server::once;

#[cfg(feature = "ssr")]
mod server {
    use leptos::{
        attr::{Attribute, any_attribute::AnyAttribute},
        prelude::{AddAnyAttr, Render, RenderHtml},
        tachys::{
            hydration::Cursor,
            ssr::StreamBuilder,
            view::{Position, PositionState},
        },
    };

    /// A view that is not looked through beforehand.
    pub struct Once<V>(V);

    pub fn once<V>(view: V) -> Once<V> {
        Once(view)
    }

    impl<V: Render> Render for Once<V> {
        type State = V::State;

        fn build(self) -> Self::State {
            self.0.build()
        }

        fn rebuild(self, state: &mut Self::State) {
            self.0.rebuild(state);
        }
    }

    impl<V: AddAnyAttr> AddAnyAttr for Once<V> {
        type Output<A: Attribute> = Once<V::Output<A>>;

        fn add_any_attr<A: Attribute>(self, attr: A) -> Self::Output<A>
        where
            Self::Output<A>: RenderHtml,
        {
            Once(self.0.add_any_attr(attr))
        }
    }

    impl<V: RenderHtml> RenderHtml for Once<V> {
        type AsyncOutput = V::AsyncOutput;
        type Owned = Once<V::Owned>;

        const MIN_LENGTH: usize = V::MIN_LENGTH;

        fn dry_resolve(&mut self) {}

        async fn resolve(self) -> Self::AsyncOutput {
            self.0.resolve().await
        }

        fn to_html_with_buf(
            self,
            buf: &mut String,
            position: &mut Position,
            escape: bool,
            mark_branches: bool,
            extra_attrs: Vec<AnyAttribute>,
        ) {
            self.0.to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
        }

        fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
            self,
            buf: &mut StreamBuilder,
            position: &mut Position,
            escape: bool,
            mark_branches: bool,
            extra_attrs: Vec<AnyAttribute>,
        ) {
            self.0.to_html_async_with_buf::<OUT_OF_ORDER>(buf, position, escape, mark_branches, extra_attrs);
        }

        fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
            self.0.hydrate::<FROM_SERVER>(cursor, position)
        }

        fn into_owned(self) -> Self::Owned {
            Once(self.0.into_owned())
        }
    }
}
