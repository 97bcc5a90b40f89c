//! Topics and subscriptions.
