//! What a list of customers can be narrowed by.

use super::super::filters::{Days, Part, check_choices, read_flag};
use super::super::listing::ListRequest;
use crate::books::{Customer, Records};
use crate::requests::{Faults, LANGUAGES};
use crate::time::day_at_store;

/// The filters of one request, all of which a customer must meet.
pub(super) struct Filter<'a> {
    email: Option<Part>,
    name: Option<Part>,
    /// Part of the number as it is kept, which is in E.164 form: nothing is read into spaces or
    /// hyphens here, so that a till which sends what was typed is found out.
    phone_number: Option<Part>,
    language: Option<&'a str>,
    user_type: Option<&'a str>,
    joined: Days,
    is_blocked: Option<bool>,
    accepts_marketing: Option<bool>,
}

impl<'a> Filter<'a> {
    /// Reads the filters, and checks what can be wrong with them.
    pub(super) fn read(list: &'a ListRequest) -> Result<Self, Faults> {
        check_choices(list, "language", &LANGUAGES)?;
        Ok(Self {
            email: Part::read(list, "email"),
            name: Part::read(list, "name"),
            phone_number: Part::read(list, "phone_number"),
            language: list.filter("language"),
            user_type: list.filter("user_type"),
            joined: Days::read(list, "date_joined")?,
            is_blocked: read_flag(list, "is_blocked")?,
            accepts_marketing: read_flag(list, "accepts_marketing")?,
        })
    }

    pub(super) fn admits(&self, customer: &Customer, records: &Records) -> bool {
        self.admits_person(customer) && self.admits_rest(customer, records)
    }

    fn admits_person(&self, customer: &Customer) -> bool {
        let phone_number = customer.phone_number.as_deref();
        self.email.as_ref().is_none_or(|part| part.is_in(&customer.email))
            && self.name.as_ref().is_none_or(|part| part.is_in(&customer.full_name()))
            && (self.phone_number.as_ref())
                .is_none_or(|part| phone_number.is_some_and(|number| part.is_in(number)))
    }

    fn admits_rest(&self, customer: &Customer, records: &Records) -> bool {
        let language = customer.language.as_deref();
        self.language.is_none_or(|wanted| language == Some(wanted))
            && self.user_type.is_none_or(|wanted| records.user_type(customer) == wanted)
            && (self.joined.are_all() || self.joined.hold(day_at_store(customer.joined)))
            && self.is_blocked.is_none_or(|wanted| !wanted)
            && (self.accepts_marketing).is_none_or(|wanted| customer.accepts_marketing == wanted)
    }
}
