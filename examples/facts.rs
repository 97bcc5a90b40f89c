//! Facts about every resource type stand without any feature: here, what replaces a database.

use formwork::facts;

fn main() {
    let database = facts::resource("AWS::RDS::DBInstance").expect("a type of AWS");
    let replacing: Vec<&str> = database
        .properties
        .iter()
        .filter(|property| property.replacement == facts::Replacement::Yes)
        .map(|property| property.name)
        .collect();
    println!("a new value of one of these makes a new database: {}", replacing.join(", "));
    assert!(replacing.contains(&"MasterUsername") && !replacing.contains(&"DBInstanceClass"));
    assert_eq!(facts::types().count(), 1855);
}
