//! Roles of schedules and functions.

use super::role::Roles;
use super::{Permissions, codes, expand};
use crate::policy::{Piece, Text};
use crate::sight::{Meaning, Node};

impl Permissions<'_, '_, '_> {
    pub(super) fn schedules(&mut self) {
        for schedule in self.sight.of_type("AWS::Scheduler::Schedule").collect::<Vec<_>>() {
            let target = self.sight.property(schedule, "Target");
            let Some(role) = Roles::named(self.sight, target.get("RoleArn")) else { continue };
            let Some((action, resource)) = self.call(target.get("Arn")) else { continue };
            let actions = self.refused(role, &[action.as_str()], &resource);
            if !actions.is_empty() {
                let problem = self.problem(&codes::UNPERMITTED_TARGET, schedule, "Target/RoleArn");
                self.problems.push(problem.with("role", self.name(role)).with("actions", actions));
            }
        }
    }

    /// What a schedule calls.
    fn call(&self, target: &Meaning<'_>) -> Option<(String, Text)> {
        let anything = || Text(vec![Piece::Symbol("what the schedule calls".to_string())]);
        if let Some(node) = target.node() {
            let action = match self.sight.type_of(node) {
                "AWS::Lambda::Function" => "lambda:InvokeFunction",
                "AWS::SQS::Queue" => "sqs:SendMessage",
                "AWS::SNS::Topic" => "sns:Publish",
                "AWS::StepFunctions::StateMachine" => "states:StartExecution",
                _ => return None,
            };
            return Some((action.to_string(), expand::text(self.sight, target)));
        }
        // arn:aws:scheduler:::aws-sdk:rds:stopDBInstance
        let arn = target.text()?;
        let (_, call) = arn.split_once(":scheduler:::aws-sdk:")?;
        let (service, operation) = call.split_once(':')?;
        let mut letters = operation.chars();
        let operation: String =
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect();
        let service = match service {
            "sfn" => "states",
            "cloudwatchlogs" => "logs",
            "eventbridge" => "events",
            service => service,
        };
        Some((format!("{service}:{operation}"), anything()))
    }

    pub(super) fn functions(&mut self) {
        for function in self.sight.of_type("AWS::Lambda::Function").collect::<Vec<_>>() {
            let Some(role) = Roles::named(self.sight, &self.sight.property(function, "Role")) else { continue };
            if !self.sight.at(function, &["VpcConfig", "SubnetIds"]).items().is_empty() {
                self.interfaces(function, role);
            }
            for mapping in self.sight.of_type("AWS::Lambda::EventSourceMapping").collect::<Vec<_>>() {
                if self.sight.property(mapping, "FunctionName").node() == Some(function) {
                    self.source(mapping, role);
                }
            }
        }
    }

    fn interfaces(&mut self, function: Node, role: Node) {
        let actions = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"];
        let anything = Text(vec![Piece::Symbol("any network interface".to_string())]);
        let actions = self.refused(role, &actions, &anything);
        if !actions.is_empty() {
            let problem = self.problem(&codes::UNPERMITTED_INTERFACE, function, "Role");
            self.problems.push(problem.with("role", self.name(role)).with("actions", actions));
        }
    }

    fn source(&mut self, mapping: Node, role: Node) {
        let source = self.sight.property(mapping, "EventSourceArn");
        let Some(node) = source.node() else { return };
        let actions: &[&str] = match self.sight.type_of(node) {
            "AWS::SQS::Queue" => &["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            "AWS::Kinesis::Stream" => &["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStream"],
            _ => return,
        };
        let actions = self.refused(role, actions, &expand::text(self.sight, &source));
        if !actions.is_empty() {
            let problem = self.problem(&codes::UNPERMITTED_SOURCE, mapping, "EventSourceArn");
            let problem = problem.with("role", self.name(role)).with("source", self.name(node));
            self.problems.push(problem.with("actions", actions));
        }
    }
}
