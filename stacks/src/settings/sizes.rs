//! How large things are.

use super::codes;
use super::fargate;
use super::reader::{Reader, Reported};
use super::text::DatabaseClass;
use formwork::ecs::FargateSize;
use formwork::{Duration, Size};

/// How large things are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// A task of the service.
    pub task: FargateSize,
    /// How many tasks of the service run.
    pub desired_count: u32,
    /// The class of the database instance.
    pub database_class: DatabaseClass,
    /// The storage that the database begins with.
    pub database_storage: Size,
    /// How far the storage grows by itself; it does not where this is not set.
    pub database_max_storage: Option<Size>,
    /// How many vCPUs Batch uses at once.
    pub batch_max_vcpus: u32,
    /// A job of the user import.
    pub user_import: FargateSize,
    /// A job of the test case import.
    pub test_case_import: FargateSize,
    /// When an import is given up.
    pub import_timeout: Duration,
}

pub(super) fn read(reader: &mut Reader) -> Result<Sizes, Reported> {
    let task = fargate::read(reader, "sizes.task_cpu", "sizes.task_memory_mib");
    // as many tasks as ECS lets one service have
    let desired_count = reader.required("sizes.desired_count", |node| node.number(0, 5000));
    let database_class = reader.required("sizes.database_class", DatabaseClass::read);
    // what RDS for PostgreSQL takes on gp3
    let storage = reader.required("sizes.database_storage_gib", |node| node.number(20, 65536));
    let max_storage = max_storage(reader, storage.as_ref().ok().copied());
    let batch_max_vcpus = reader.required("sizes.batch_max_vcpus", |node| node.number(1, 10_000));
    let most = batch_max_vcpus.as_ref().ok().copied();
    let user_import = job(reader, "sizes.user_import_cpu", "sizes.user_import_memory_mib", most);
    let test_case_import = job(reader, "sizes.test_case_import_cpu", "sizes.test_case_import_memory_mib", most);
    // Batch takes 60 seconds and more; Fargate may take a task away after two weeks
    let timeout = reader.required("sizes.import_timeout_seconds", |node| node.number(60, 1_209_600));
    Ok(Sizes {
        task: task?,
        desired_count: desired_count?,
        database_class: database_class?,
        database_storage: Size::gib(storage?),
        database_max_storage: max_storage?.map(Size::gib),
        batch_max_vcpus: batch_max_vcpus?,
        user_import: user_import?,
        test_case_import: test_case_import?,
        import_timeout: Duration::seconds(timeout?),
    })
}

/// The ceiling of the storage, which has to be far enough above what there is.
fn max_storage(reader: &mut Reader, storage: Option<u32>) -> Result<Option<u32>, Reported> {
    let key = "sizes.database_max_storage_gib";
    let most = reader.optional(key, |node| node.number(20, 65536))?;
    match (most, storage) {
        (Some(most), Some(storage)) if u64::from(most) * 10 < u64::from(storage) * 11 => {
            Err(reader.report(key, &codes::STORAGE_CEILING, |problem| {
                let least = (i64::from(storage) * 11 + 9) / 10;
                problem.with("storage", i64::from(storage)).with("least", least)
            }))
        }
        _ => Ok(most),
    }
}

/// The size of a job, which has to fit into what Batch uses at once.
fn job(
    reader: &mut Reader,
    cpu: &'static str,
    memory: &'static str,
    most: Option<u32>,
) -> Result<FargateSize, Reported> {
    let size = fargate::read(reader, cpu, memory)?;
    match most {
        Some(most) if size.cpu_units() > most.saturating_mul(1024) => {
            Err(reader.report(cpu, &codes::JOB_EXCEEDS_BATCH, |problem| problem.with("most", i64::from(most))))
        }
        _ => Ok(size),
    }
}
