//! Relational Database Service: PostgreSQL and the subnets that it stands in.

mod database;
mod database_ref;
mod storage;
mod subnet_group;

pub use database::Database;
pub use database_ref::{DatabaseRef, ImportedDatabase};
pub use subnet_group::{ImportedSubnetGroup, SubnetGroup, SubnetGroupRef};

pub(crate) mod codes {
    //! What can be wrong with databases.

    formwork_core::codes! {
        IOPS_ON_SMALL_STORAGE "C0411" "iops-on-small-storage" Error {
            "{what} is asked for on {size} GiB"
            note "PostgreSQL on less than 400 GiB of gp3 has 3,000 operations and 125 MiB a second, and RDS refuses any other number"
            help "leave it out, or take at least 400 GiB, which have 12,000 operations and 500 MiB a second to begin with"
        }
        IOPS_BELOW_BASELINE "C0412" "iops-below-baseline" Error {
            "{what} is asked for, and {size} GiB have {least} to begin with"
            note ""
            help "leave it out, or ask for more"
        }
        STORAGE_SIZE "C0413" "impossible-storage-size" Error {
            "{size} GiB of storage are asked for"
            note "gp3 is 20 to 65,536 GiB"
            help "choose a size in this range"
        }
        MAX_STORAGE "C0414" "storage-without-room-to-grow" Error {
            "storage of {size} GiB may grow to {most} GiB"
            note "RDS wants room for a tenth at least"
            help "let it grow to {least} GiB or more, or leave out `max_storage`"
        }
        BACKUP_RETENTION "C0415" "impossible-backup-retention" Error {
            "backups are to be kept for {days} days"
            note "RDS keeps them for 35 at most; 0 makes none"
            help "choose 0 to 35 days"
        }
        INSIGHTS_RETENTION "C0416" "impossible-insights-retention" Error {
            "performance data is to be kept for {days} days"
            note "it is kept for 7 days, 1 to 23 months of 31 days, or 731 days"
            help "choose 7, a multiple of 31 up to 713, or 731 days"
        }
        ONE_ZONE "C0417" "subnet-group-in-one-zone" Error {
            "a subnet group covers one zone only"
            note "RDS wants two, even for a database that stands in one"
            help "add a subnet of another zone"
        }
        NO_SECURITY_GROUP "C0418" "no-group-to-open" Error {
            "a peer is let in to a database of which no security group is known"
            note ""
            help "give it one with `security_group`, made or imported as the database is"
        }
    }
}
