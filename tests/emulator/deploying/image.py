"""The image that the application runs: waited for, pushed, run."""
import os

from deploying import Case


class Image(Case):
    def test_without_its_image_the_service_waits_and_a_push_and_a_deploy_start_it(self):
        said = self.deploy("all", "dev", "--yes")
        self.assertIn("prooflink-dev-app:latest is not there, so AppStack starts without tasks", said)
        self.assertEqual(self.wanted(), 0)
        self.assertIn("prooflink-dev-app:latest is this image now", self.push("app", "dev"))
        tags = self.account.client("ecr").describe_images(repositoryName="prooflink-dev-app")["imageDetails"][0]["imageTags"]
        self.assertRegex(" ".join(sorted(tags)), r"^\d{8}-\d{6} latest$")
        self.deploy("AppStack", "dev", "--yes")
        self.assertEqual(self.wanted(), 1)

    def test_a_push_twice_sends_nothing_twice(self):
        self.deploy("DataStack", "dev", "--yes")
        self.push("batch", "dev", "--tag", "first")
        said = self.push("batch", "dev", "--tag", "second")
        self.assertIn(" 0 bytes sent", said)
        self.assertIn("prooflink-dev-batch:latest was this image already", said)

    def test_an_image_that_docker_has_is_pushed(self):
        docker = self.folder / "bin" / "docker"
        docker.parent.mkdir()
        docker.write_text(f'#!/bin/sh\n[ "$1 $2 $4 $5" = "save --output -- app:dev" ] && cp "{self.archive()}" "$3"\n')
        docker.chmod(0o755)
        path = {"PATH": f"{docker.parent}:{os.environ['PATH']}"}
        self.deploy("DataStack", "dev", "--yes")
        said = self.deploy("push-image", "app", "dev", "--docker", "app:dev", **path)
        self.assertIn("prooflink-dev-app:latest is this image now", said)
        self.assertIn("error", self.deploy("push-image", "app", "dev", "--docker", "app:other", status=4, **path))

    def test_what_is_full_is_said_before_anything_is_deleted(self):
        self.deploy("DataStack", "dev", "--yes")
        self.push("batch", "dev")
        before = self.statuses()
        self.recorder.calls.clear()
        said = self.deploy("destroy", "all", "dev", "--yes", status=4)
        self.assertIn("there are images in it", said)
        self.assertEqual((self.recorder.writes(), self.statuses()), ([], before))

    def test_what_is_full_is_emptied_where_that_is_wanted(self):
        self.deploy("DataStack", "dev", "--yes")
        self.push("batch", "dev")
        s3 = self.account.client("s3")
        s3.put_object(Bucket="prooflink-dev-files-123456789012", Key="imports/users.csv", Body=b"ann")
        said = self.deploy("destroy", "all", "dev", "--yes", "--empty-buckets", "--empty-repositories")
        self.assertIn("prooflink-dev-files-123456789012: 1 deleted", said)
        self.assertRegex(said, r"prooflink-dev-batch: [12] deleted")
        self.assertEqual(self.statuses(), {})

    def test_where_nothing_can_be_pushed_it_says_why(self):
        self.assertIn("deploy the stack that makes it first", self.deploy(
            "push-image", "app", "dev", "--archive", str(self.archive()), status=4))
        self.assertIn("did you mean `batch`?", self.deploy("push-image", "bach", "dev", "--archive", "x", status=64))
        self.assertIn("cannot read", self.deploy("push-image", "app", "dev", "--archive", "no-such-file", status=4))
        self.assertEqual(self.recorder.writes(), [])

    def wanted(self):
        ecs, cluster = self.account.client("ecs"), "prooflink-dev-cluster"
        services = ecs.list_services(cluster=cluster)["serviceArns"]
        [service] = ecs.describe_services(cluster=cluster, services=services)["services"]
        return service["desiredCount"]
