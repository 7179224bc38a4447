//! The books as data: backups and the way back from one, the export, and what is forgotten of customers.

mod exporting;
mod forgetting;
mod restoring;
