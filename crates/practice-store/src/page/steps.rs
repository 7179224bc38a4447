//! The three steps: email, code, card.

use axum::http::StatusCode;

use super::summary::{customers, head, summary, total};
use crate::books::{PaymentPage, Stage};
use crate::customers::{Behaviour, acts_by_itself};
use crate::html::{Document, escape};
use crate::store::Store;

/// How long a page that acts by itself shows each step.
const MOMENT_MS: u32 = 250;

/// The step that the page has reached, with what was wrong with the last attempt at it.
pub(super) fn document(store: &Store, page: &PaymentPage, problem: Option<&str>) -> Document {
    let form = match page.stage {
        Stage::Code => code_form(page, problem),
        Stage::Card => card_form(page),
        _ => email_form(page, problem),
    };
    let body = format!(
        r#"<main><section class="card">
{head}{summary}{progress}{form}{cancel}{customers}</section></main>"#,
        head = head("h1", store, page),
        summary = summary(page),
        progress = progress(page.stage),
        cancel = cancel_form(page),
        customers = customers(),
    );
    Document {
        status: match problem {
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        },
        ..Document::new(format!("Pay {}", store.name()), body)
    }
}

/// What a page does by itself next, if it does.
#[derive(PartialEq, Eq)]
enum Move {
    Forward,
    Back,
    None,
}

fn next_move(page: &PaymentPage) -> Move {
    match page.behaviour() {
        _ if !acts_by_itself(&page.email) => Move::None,
        Behaviour::Cancels => Move::Back,
        Behaviour::Declines if page.declines > 0 => Move::Back,
        _ => Move::Forward,
    }
}

fn soon(page: &PaymentPage, when: Move) -> String {
    match next_move(page) == when {
        true => format!(r#" data-after="{MOMENT_MS}""#),
        false => String::new(),
    }
}

fn progress(stage: Stage) -> String {
    let steps = [("Email", Stage::Email), ("Code", Stage::Code), ("Pay", Stage::Card)];
    let current = steps.iter().position(|(_, step)| *step == stage).unwrap_or_default();
    let items = steps.iter().enumerate().map(|(index, (name, _))| match index {
        _ if index < current => format!(r#"<li class="done">{name}</li>"#),
        _ if index == current => format!(r#"<li aria-current="step">{name}</li>"#),
        _ => format!("<li>{name}</li>"),
    });
    format!(r#"<ol class="steps">{}</ol>"#, items.collect::<String>())
}

fn alert(problem: Option<&str>) -> String {
    let html =
        |problem| format!(r#"<p class="alert" role="alert" id="problem">{}</p>"#, escape(problem));
    problem.map(html).unwrap_or_default()
}

/// The attributes by which a field says that it is wrong, and why.
fn invalid(problem: Option<&str>) -> &'static str {
    match problem {
        Some(_) => r#" aria-invalid="true" aria-describedby="problem""#,
        None => "",
    }
}

fn email_form(page: &PaymentPage, problem: Option<&str>) -> String {
    format!(
        r#"{alert}<form method="post" action="/pay/{id}/email/" novalidate{soon}>
<div class="field"><label for="email">Email</label>
<input id="email" name="email" type="email" value="{email}"
 autocomplete="email" required autofocus{invalid}></div>
<button class="go">Continue</button></form>"#,
        alert = alert(problem),
        id = page.id,
        soon = soon(page, Move::Forward),
        email = escape(&page.email),
        invalid = invalid(problem),
    )
}

fn code_form(page: &PaymentPage, problem: Option<&str>) -> String {
    let value = if next_move(page) == Move::Forward { "123456" } else { "" };
    format!(
        r#"{alert}<form method="post" action="/pay/{id}/code/" novalidate{soon}>
<div class="field"><label for="code">Six-digit code for {email}</label>
<input class="code" id="code" name="code" value="{value}" inputmode="numeric"
 autocomplete="one-time-code" maxlength="7" required autofocus{invalid}></div>
<p class="quiet">No code was sent: in practice any six digits will do.</p>
<button class="go">Continue</button></form>"#,
        alert = alert(problem),
        id = page.id,
        soon = soon(page, Move::Forward),
        email = escape(&page.email),
        invalid = invalid(problem),
    )
}

fn card_form(page: &PaymentPage) -> String {
    let declined = "The card was declined: insufficient funds. Nothing was charged. \
                    You can try again, or go back without paying.";
    let popup = match page.behaviour() {
        Behaviour::BankWindow => format!(r#" data-popup="/pay/{}/bank/""#, page.id),
        _ => String::new(),
    };
    format!(
        r#"{alert}<p class="pay-card"><span class="chip" aria-hidden="true">VISA</span>
<span><b>Visa •••• 4242</b><span class="quiet">{email}</span></span></p>
<form method="post" action="/pay/{id}/pay/"{soon}{popup}>
<button class="go" autofocus>Pay {total}</button></form>"#,
        alert = alert((page.declines > 0).then_some(declined)),
        email = escape(&page.email),
        id = page.id,
        soon = soon(page, Move::Forward),
        total = total(page),
    )
}

fn cancel_form(page: &PaymentPage) -> String {
    format!(
        r#"<form method="post" action="/pay/{id}/cancel/"{soon}>
<button class="plain">Cancel and go back</button></form>"#,
        id = page.id,
        soon = soon(page, Move::Back),
    )
}
