//! Load balancers, listeners, target groups.
