"""The staging bucket, and the lease in it."""
from assembly import CFN_OUT
from deploying import Case

BUCKET = "prooflink-dev-staging-123456789012"
LOCAL = CFN_OUT.parent / "stacks" / "settings" / "dev.local.toml"


class Staging(Case):
    def setUp(self):
        super().setUp()
        before = LOCAL.read_bytes() if LOCAL.exists() else None
        self.addCleanup(lambda: LOCAL.unlink() if before is None else LOCAL.write_bytes(before))
        said = self.deploy("bootstrap", "dev", "--yes")
        self.assertIn(f'staging_bucket = "{BUCKET}"', said)
        LOCAL.write_bytes((before or b"") + f'\nstaging_bucket = "{BUCKET}"\n'.encode())
        self.s3 = self.account.client("s3")

    def test_the_bucket_is_made_once_and_holds_the_lease_of_a_run(self):
        self.deploy("bootstrap", "dev", "--yes")
        self.assertEqual(self.s3.get_bucket_versioning(Bucket=BUCKET)["Status"], "Enabled")
        held = []
        self.recorder.when("ExecuteChangeSet", 1, lambda: held.extend(self.objects()))
        self.deploy("NetworkStack", "dev", "--yes")
        self.assertEqual(len(held), 1, held)
        self.assertEqual(self.objects(), [], "the lease is given back")

    def test_a_second_deployer_is_told_who_is_at_work(self):
        told = []
        self.recorder.when("ExecuteChangeSet", 1, lambda: told.append(self.deploy(
            "NetworkStack", "dev", "--yes", "--journal", str(self.folder / "other"), status=7)))
        self.deploy("NetworkStack", "dev", "--yes")
        self.assertEqual(len(told), 1)
        self.assertEqual(self.recorder.count("ExecuteChangeSet"), 2, "of the bucket, and of the first deployer")

    def objects(self):
        return [one["Key"] for one in self.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])]
