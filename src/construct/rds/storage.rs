use super::codes;
use formwork_core::{Scope, Size};
use formwork_resources::rds::CfnDbInstance;

/// PostgreSQL's storage becomes striped from this size on: more to begin with, and only then numbers of one's own.
const STRIPED: i64 = 400;

/// gp3 storage: how large, how far it grows, how fast it is.
#[derive(Clone, Debug)]
pub(super) struct Storage {
    pub size: Size,
    pub most: Option<Size>,
    pub iops: Option<u32>,
    pub throughput: Option<Size>,
}

impl Storage {
    pub fn set(self, database: CfnDbInstance, scope: &Scope) -> CfnDbInstance {
        self.check(scope);
        let mut database = database.storage_type("gp3").allocated_storage(self.size.as_gib().to_string());
        if let Some(most) = self.most {
            database = database.max_allocated_storage(most.as_gib());
        }
        if let Some(iops) = self.iops {
            database = database.iops(iops);
        }
        if let Some(throughput) = self.throughput {
            database = database.storage_throughput(throughput.as_mib());
        }
        database
    }

    fn check(&self, scope: &Scope) {
        let size = self.size.as_gib();
        if !(20..=65_536).contains(&size) {
            scope.report(codes::STORAGE_SIZE.problem().with("size", size));
        }
        let least = size + (size + 9) / 10;
        if let Some(most) = self.most.map(Size::as_gib).filter(|most| *most < least) {
            let problem = codes::MAX_STORAGE.problem().with("size", size).with("most", most);
            scope.report(problem.with("least", least));
        }
        let iops = self.iops.map(|iops| (i64::from(iops), 12_000, "operations a second"));
        let throughput = self.throughput.map(|throughput| (throughput.as_mib(), 500, "MiB a second"));
        for (asked, least, unit) in iops.into_iter().chain(throughput) {
            let what = format!("{asked} {unit}");
            if size < STRIPED {
                scope.report(codes::IOPS_ON_SMALL_STORAGE.problem().with("what", what).with("size", size));
            } else if asked < least {
                let problem = codes::IOPS_BELOW_BASELINE.problem().with("what", what).with("size", size);
                scope.report(problem.with("least", least));
            }
        }
    }
}
