//! The reference client of the hand-off; it knows nothing of the directory.
