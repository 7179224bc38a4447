//! Typed client of the Next Commerce Admin API: wire types, pacing, errors.
