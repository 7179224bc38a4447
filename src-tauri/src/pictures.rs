//! Product pictures for the seller's window, under a scheme of their own: `picture://localhost/7`.

use tauri::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use tauri::http::{Request, Response, StatusCode};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};
use till::App;

use crate::seller_window::LABEL;

/// Answers with the picture of the product whose id is the path; 404 where there is none.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let product = request.uri().path().trim_start_matches('/').parse::<i64>().ok();
    let wanted = product.filter(|_| context.webview_label() == LABEL);
    let till = context.app_handle().state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move {
        let picture = match wanted {
            Some(product) => till.picture(product).await.ok(),
            None => None,
        };
        responder.respond(response(picture));
    });
}

fn response(picture: Option<(String, Vec<u8>)>) -> Response<Vec<u8>> {
    let response = match picture {
        Some((kind, bytes)) => Response::builder()
            .header(CONTENT_TYPE, kind)
            .header(CACHE_CONTROL, "max-age=3600")
            .header(ACCESS_CONTROL_ALLOW_ORIGIN, "null")
            .body(bytes),
        None => Response::builder().status(StatusCode::NOT_FOUND).body(Vec::new()),
    };
    response.unwrap_or_default()
}
