//! Everything the customer reads, in one place, so that the till can give it in another language.

/// The words of the customer's page. The default is English.
#[derive(Debug, Clone)]
pub struct Words {
    /// The language of all the others, as a BCP 47 tag.
    pub language: String,
    /// Paid: the heading.
    pub paid: String,
    /// Paid: what stands before the order's number.
    pub order_number: String,
    /// Not completed: the heading.
    pub not_completed: String,
    /// Not completed: what can be done.
    pub not_completed_text: String,
    /// Checking: the heading.
    pub checking: String,
    /// Checking: what happens next.
    pub checking_text: String,
    /// Not kept: the heading.
    pub not_kept: String,
    /// Not kept: what it means for the payment, and what to do.
    pub not_kept_text: String,
    /// Not kept: the button.
    pub send_again: String,
    /// Refused: the heading.
    pub refused: String,
    /// Refused: what it means for the payment, and what to do.
    pub refused_text: String,
}

impl Default for Words {
    fn default() -> Self {
        let words = |text: &str| text.to_owned();
        Self {
            language: words("en"),
            paid: words("Thank you, your payment was received"),
            order_number: words("Order number"),
            not_completed: words("Payment was not completed"),
            not_completed_text: words("Please speak to the seller, who can start it again."),
            checking: words("Checking with the store"),
            checking_text: words(
                "The till is asking the store about your payment. The seller sees the answer as \
                 soon as it is there.",
            ),
            not_kept: words("Please keep this page open"),
            not_kept_text: words(
                "The till could not save the store's answer. The payment itself is not affected, \
                 and you will not be charged again: please press the button.",
            ),
            send_again: words("Send again"),
            refused: words("This page cannot be shown"),
            refused_text: words(
                "If you have paid, your payment is not affected. Please speak to the seller, who \
                 can check it with the store.",
            ),
        }
    }
}
