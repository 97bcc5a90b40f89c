use super::bench::{ACCOUNT, BUCKET, REGION, account, open, said};
use formwork_deploy::api::{Condition, Connection, Login, Objects, Transport};
use formwork_deploy::clock::Clock;
use formwork_deploy::ending::Ending;
use formwork_deploy::model::{Account, CallFault, Fault};
use formwork_deploy::staging::{Bucket, Held, Lease, NotTaken};
use std::time::Duration;
use tokio::time::{sleep, timeout};

const MINUTE: Duration = Duration::from_secs(60);

/// Two people with one account and one clock.
struct Pair {
    account: Account,
    bucket: Bucket,
    clock: Clock,
}

impl Pair {
    async fn new() -> Self {
        let account = account();
        let bucket = open(&account, BUCKET, ACCOUNT, REGION).await.expect("a bucket");
        Pair { account, bucket, clock: Clock::at(1_800_000_000_000) }
    }

    async fn take(&self, holder: &str, run: &str) -> Result<Lease, NotTaken> {
        Lease::take(&self.bucket, "dev", holder, run, self.clock).await
    }

    async fn anna(&self) -> Lease {
        self.take("anna@desk", "run1").await.expect("the lease")
    }

    async fn ben(&self) -> Result<Lease, NotTaken> {
        self.take("ben@laptop", "run2").await
    }

    async fn objects(&self) -> Objects {
        let transport = Transport::Inside(self.account.http_client());
        let connection = Connection::open(&Login::default(), REGION, &transport).await.expect("credentials of nobody");
        connection.objects(BUCKET, ACCOUNT).expect("S3")
    }

    fn writes(&self) -> usize {
        self.account.calls().iter().filter(|call| call.action == "PutObject" && call.is_done).count()
    }
}

fn holder(taken: &Result<Lease, NotTaken>) -> Option<&Held> {
    match taken {
        Err(NotTaken::Held(held)) => Some(held),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_takers_the_second_is_told_who_was_first() {
    let pair = Pair::new().await;
    let _lease = pair.anna().await;
    let second = pair.ben().await;
    let held = holder(&second).expect("held");
    assert_eq!((held.holder.as_str(), held.run.as_str()), ("anna@desk", "run1"));
    let left_ms = held.until_ms - pair.clock.now_ms();
    assert!((599_000..=600_000).contains(&left_ms), "{left_ms}");
    let until = held.until();
    let stop = second.expect_err("held").stop("dev");
    assert_eq!(stop.ending, Ending::Locked);
    for word in ["anna@desk", "run1", "dev", until.as_str()] {
        assert!(said(&stop).contains(word), "{word}: {}", said(&stop));
    }
}

#[tokio::test(start_paused = true)]
async fn of_many_at_once_one_gets_it() {
    let pair = Pair::new().await;
    let names: Vec<String> = (0..8).map(|number| format!("run{number}")).collect();
    let taken = futures_util::future::join_all(names.iter().map(|run| pair.take("ci@host", run))).await;
    assert_eq!(taken.iter().filter(|one| one.is_ok()).count(), 1);
    assert_eq!(taken.iter().filter(|one| holder(one).is_some()).count(), 7);
}

#[tokio::test(start_paused = true)]
async fn environments_have_leases_of_their_own() {
    let pair = Pair::new().await;
    let _lease = pair.anna().await;
    assert!(Lease::take(&pair.bucket, "prod", "ben@laptop", "run2", pair.clock).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_lease_is_taken_over_after_it_has_expired_and_not_before() {
    let pair = Pair::new().await;
    let _dead = pair.anna().await;
    sleep(10 * MINUTE - Duration::from_secs(5)).await;
    assert!(holder(&pair.ben().await).is_some());
    sleep(Duration::from_secs(6)).await;
    assert!(pair.ben().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn of_many_who_take_over_an_expired_lease_one_gets_it() {
    let pair = Pair::new().await;
    let _dead = pair.anna().await;
    sleep(11 * MINUTE).await;
    let names: Vec<String> = (0..8).map(|number| format!("later{number}")).collect();
    let taken = futures_util::future::join_all(names.iter().map(|run| pair.take("ci@host", run))).await;
    assert_eq!(taken.iter().filter(|one| one.is_ok()).count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_is_renewed_does_not_expire() {
    let pair = Pair::new().await;
    let mut lease = pair.anna().await;
    assert!(timeout(61 * MINUTE, lease.keep()).await.is_err(), "it is kept");
    assert_eq!(pair.writes(), 31, "taken once, and renewed every two minutes");
    assert!(holder(&pair.ben().await).is_some());
}

#[tokio::test(start_paused = true)]
async fn a_released_lease_is_free_at_once() {
    let pair = Pair::new().await;
    let mut lease = pair.anna().await;
    assert!(timeout(5 * MINUTE, lease.keep()).await.is_err());
    lease.release().await.expect("released");
    assert!(pair.ben().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_holder_that_slept_too_long_finds_out_and_leaves_the_lease_to_the_other() {
    let pair = Pair::new().await;
    let mut asleep = pair.anna().await;
    sleep(11 * MINUTE).await;
    let ben = pair.ben().await.expect("taken over");
    let lost = timeout(3 * MINUTE, asleep.keep()).await.expect("lost");
    assert_eq!(lost.to.as_ref().map(|held| held.holder.as_str()), Some("ben@laptop"));
    let problem = lost.problem("dev").render(formwork::Language::English);
    assert!(problem.contains("ben@laptop") && problem.contains("run2"), "{problem}");
    asleep.release().await.expect("nothing to give back");
    assert!(holder(&pair.take("carl@desk", "run3").await).is_some_and(|held| held.run == "run2"));
    ben.release().await.expect("released");
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_somebody_removed_is_lost() {
    let pair = Pair::new().await;
    let mut lease = pair.anna().await;
    let objects = pair.objects().await;
    let object = objects.get("leases/dev.json").await.expect("an answer").expect("a lease");
    objects.delete("leases/dev.json", &object.etag).await.expect("removed");
    let lost = timeout(3 * MINUTE, lease.keep()).await.expect("lost");
    assert_eq!(lost.to, None);
}

#[tokio::test(start_paused = true)]
async fn a_lease_whose_answers_were_lost_is_taken_kept_and_released() {
    let pair = Pair::new().await;
    pair.account.fault(Fault::call("PutObject", CallFault::AcceptedThenReset));
    let mut lease = pair.anna().await;
    pair.account.fault(Fault::call("PutObject", CallFault::AcceptedThenReset));
    assert!(timeout(9 * MINUTE, lease.keep()).await.is_err(), "it is kept");
    pair.account.fault(Fault::call("DeleteObject", CallFault::AcceptedThenReset));
    lease.release().await.expect("released");
    assert!(pair.ben().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn an_hour_without_a_connection_costs_the_lease_only_if_somebody_wants_it() {
    let pair = Pair::new().await;
    let mut lease = pair.anna().await;
    pair.account.fault(Fault::call("PutObject", CallFault::ConnectionReset).times(1_000));
    assert!(timeout(60 * MINUTE, lease.keep()).await.is_err(), "nobody took it");
    assert_eq!(pair.writes(), 1);
    assert!(timeout(120 * MINUTE, lease.keep()).await.is_err(), "it is renewed again");
    assert!(pair.writes() > 2, "{}", pair.writes());
    assert!(holder(&pair.ben().await).is_some());
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_was_not_waited_for_does_not_keep_a_lease_from_being_released() {
    let pair = Pair::new().await;
    let lease = pair.anna().await;
    // as if the last renewal had arrived after nobody listened any more
    let objects = pair.objects().await;
    let object = objects.get("leases/dev.json").await.expect("an answer").expect("a lease");
    objects.put("leases/dev.json", object.text.as_bytes(), &Condition::Same(object.etag)).await.expect("renewed");
    lease.release().await.expect("released");
    assert!(pair.ben().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn the_same_run_takes_its_lease_again_as_resume_does() {
    let pair = Pair::new().await;
    let _dead = pair.anna().await;
    assert!(pair.take("anna@desk", "run1").await.is_ok());
    assert!(holder(&pair.take("anna@desk", "run9").await).is_some(), "another run of the same person does not");
}

#[tokio::test(start_paused = true)]
async fn something_else_under_the_name_of_the_lease_is_never_overwritten() {
    let pair = Pair::new().await;
    pair.account.put_object(BUCKET, "leases/dev.json", "{\"version\": 2}");
    let Err(NotTaken::Failed(failure)) = pair.ben().await else { panic!("not taken") };
    assert!(failure.message.contains("leases/dev.json"), "{failure}");
    let left = pair.objects().await.get("leases/dev.json").await.expect("an answer").expect("an object");
    assert_eq!(left.text, "{\"version\": 2}");
}
