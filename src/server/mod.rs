//! The registration service: HTTPS in front of [`crate::service`].
