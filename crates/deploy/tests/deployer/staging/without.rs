use super::bench::{ACCOUNT, BUCKET, REGION, account, open, said};

#[tokio::test(start_paused = true)]
async fn a_program_without_s3_says_how_to_build_it_with_s3() {
    let stop = open(&account(), BUCKET, ACCOUNT, REGION).await.expect_err("no bucket");
    assert!(said(&stop).contains(BUCKET), "{}", said(&stop));
    assert!(said(&stop).contains("--features s3"), "{}", said(&stop));
}
