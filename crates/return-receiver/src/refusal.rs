//! Why a request is not taken.

use hyper::StatusCode;

/// The reasons, as they are logged: they hold nothing of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("it names another host")]
    OtherHost,
    #[error("its method is not one of those used here")]
    Method,
    #[error("nothing is expected at this path")]
    Unknown,
    #[error("it comes from another origin than the store's")]
    Origin,
    #[error("it is not a form")]
    NotAForm,
    #[error("its body is too large")]
    TooLarge,
    #[error("its body took too long")]
    TooSlow,
    #[error("its body broke off")]
    BrokenOff,
}

impl Refusal {
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::OtherHost => StatusCode::MISDIRECTED_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Origin => StatusCode::FORBIDDEN,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::BrokenOff => StatusCode::BAD_REQUEST,
        }
    }
}
