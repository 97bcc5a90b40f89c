//! What names and patterns tell about ids.

use formwork_codegen::facts::{Relation, ResourceFacts};
use formwork_codegen::parse;
use formwork_codegen::relation::{self, proposal};
use formwork_codegen::tree::Tree;
use formwork_codegen::world::World;

const CLUSTER: &str = "resource AWS::Test::Cluster
 ref ClusterName
 arn-template arn:${Partition}:test:${Region}:${Account}:cluster/${ClusterName}
 get Arn text
";
const SERVICE: &str = "resource AWS::Test::Service
 ClusterArn text
";

fn world(texts: &[&'static str]) -> World {
    let read = |text: &&'static str| -> ResourceFacts { parse::resource(text).expect("facts that can be read") };
    World::new(texts.iter().map(read))
}

const CLUSTER_ARN: Relation = Relation { resource: "AWS::Test::Cluster", attribute: "Arn" };

#[test]
fn a_name_made_of_a_sibling_is_proposed_and_counts_once_accepted() {
    let mut world = world(&[CLUSTER, SERVICE]);
    let nothing = proposal::Accepted::default();
    let new = proposal::new(&world, &nothing);
    assert_eq!(new.get("AWS::Test::Service/ClusterArn"), Some(&CLUSTER_ARN));

    relation::infer(&mut world, &nothing);
    assert!(world.property_mut("AWS::Test::Service/ClusterArn").is_some_and(|property| property.relations.is_empty()));

    let accepted = proposal::Accepted::read(&nothing.with(&new), "").expect("a list that can be read");
    relation::infer(&mut world, &accepted);
    let property = world.property_mut("AWS::Test::Service/ClusterArn").cloned().unwrap_or_default();
    assert_eq!((property.relations.as_slice(), property.by_rule), ([CLUSTER_ARN].as_slice(), true));
    assert!(proposal::new(&world, &accepted).is_empty());
}

#[test]
fn a_refused_proposal_is_not_made_again() {
    let world = world(&[CLUSTER, SERVICE]);
    let refused = "AWS::Test::Service/ClusterArn a cluster of another service";
    let refused = proposal::Accepted::read("", refused).expect("a list that can be read");
    assert!(proposal::new(&world, &refused).is_empty());
}

#[test]
fn a_pattern_that_fits_the_arns_of_one_type_means_that_type() {
    let relations = |other| {
        let mut world = world(&[CLUSTER, other]);
        relation::infer(&mut world, &proposal::Accepted::default());
        world.property_mut("AWS::Other::Service/Where").map(|property| property.relations.clone()).unwrap_or_default()
    };
    let fits = r"resource AWS::Other::Service
 Where text pattern=^arn:aws[a-z\-]*:test:[a-z0-9-]*:[0-9]{12}:cluster/[a-z0-9]{12}$";
    let below = r"resource AWS::Other::Service
 Where text pattern=^arn:aws:test:[a-z0-9-]*:[0-9]{12}:cluster/[a-z0-9]{12}/node/[a-z]+$";
    let elsewhere = r"resource AWS::Other::Service
 Where text pattern=^arn:aws:else:[a-z0-9-]*:[0-9]{12}:cluster/[a-z0-9]{12}$";
    assert_eq!(relations(fits), [CLUSTER_ARN]);
    assert_eq!(relations(below), []);
    assert_eq!(relations(elsewhere), []);
}

#[test]
fn the_lists_of_proposals_hold_nothing_that_is_not_proposed() {
    let tree = Tree::here();
    let mut world = tree.facts().expect("the committed facts can be read");
    let accepted = tree.accepted().expect("the lists can be read");
    world.each_property(|_, _, property| {
        if std::mem::take(&mut property.by_rule) {
            property.relations.clear();
        }
    });
    assert_eq!(proposal::stale(&world, &accepted), Vec::<&str>::new());
    assert!(proposal::new(&world, &accepted).is_empty());
}
