//! A printer that only writes down what it is told, so that a document is whole before any of it leaves
//! for the real one.

use std::cell::RefCell;
use std::rc::Rc;

use escpos::driver::Driver;

/// The bytes so far; clones share them.
#[derive(Clone, Default)]
pub(crate) struct Tape(Rc<RefCell<Vec<u8>>>);

impl Tape {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.borrow().clone()
    }
}

impl Driver for Tape {
    fn name(&self) -> String {
        "tape".to_owned()
    }

    fn write(&self, data: &[u8]) -> escpos::errors::Result<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _: &mut [u8]) -> escpos::errors::Result<usize> {
        Ok(0)
    }

    fn flush(&self) -> escpos::errors::Result<()> {
        Ok(())
    }
}
