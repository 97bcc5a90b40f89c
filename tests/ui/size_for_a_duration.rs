use formwork::iam::{Principal, Role};
use formwork::{Duration, Size};

fn main() {
    let role = Role::new(Principal::service("ecs-tasks.amazonaws.com")).max_session(Size::gib(1));
    let _ = role.max_session(3600);
    let _ = Duration::hours(1) + Size::gib(1);
}
