//! What there is in the account, and what AWS sells: resources of any type, quotas, certificates, classes of databases.

use super::{Connection, Failure};

/// A certificate of AWS Certificate Manager.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CertificateState {
    /// `ISSUED`.
    pub status: String,
    /// The names that it is for.
    pub names: Vec<String>,
}

impl Connection {
    /// Whether there is a resource of a type with this identifier, by Cloud Control. None where this program was built
    /// without it.
    ///
    /// # Errors
    /// The type cannot be asked for, whoever calls may not, or nothing answers.
    pub async fn resource_exists(&self, kind: &str, identifier: &str) -> Option<Result<bool, Failure>> {
        service::exists(self, kind, identifier).await
    }

    /// How many resources of a type there are, by Cloud Control. None where this program was built without it.
    ///
    /// # Errors
    /// The type cannot be asked for, whoever calls may not, or nothing answers.
    pub async fn resource_count(&self, kind: &str) -> Option<Result<usize, Failure>> {
        service::count(self, kind).await
    }

    /// A quota of the account. None where this program was built without Service Quotas.
    ///
    /// # Errors
    /// There is none, whoever calls may not, or nothing answers.
    pub async fn quota(&self, service: &str, code: &str) -> Option<Result<f64, Failure>> {
        service::quota(self, service, code).await
    }

    /// A certificate, in the region that its ARN names. None where this program was built without Certificate Manager.
    ///
    /// # Errors
    /// There is none, whoever calls may not, or nothing answers.
    pub async fn certificate(&self, arn: &str) -> Option<Result<CertificateState, Failure>> {
        service::certificate(self, arn).await
    }

    /// Whether the price list has a database's class for an engine, as the list calls it, in a region. None where this
    /// program was built without the price list.
    ///
    /// # Errors
    /// Whoever calls may not (`pricing:GetProducts`), or nothing answers.
    pub async fn is_sold(&self, class: &str, engine: &str, region: &str) -> Option<Result<bool, Failure>> {
        service::is_sold(self, class, engine, region).await
    }
}

#[cfg(feature = "preflight")]
mod service {
    use super::{CertificateState, Connection, Failure};
    use crate::api::FailureKind;
    use aws_config::Region;
    use aws_sdk_pricing::types::{Filter, FilterType};

    pub async fn exists(connection: &Connection, kind: &str, identifier: &str) -> Option<Result<bool, Failure>> {
        let client = aws_sdk_cloudcontrol::Client::new(&connection.config);
        let ask = async || {
            let call = client.get_resource().type_name(kind).identifier(identifier);
            call.send().await.map(drop).map_err(|error| Failure::of("GetResource", &error))
        };
        Some(match connection.pace.once(ask).await {
            Ok(()) => Ok(true),
            Err(failure) if failure.kind == FailureKind::Missing => Ok(false),
            Err(failure) => Err(failure),
        })
    }

    pub async fn count(connection: &Connection, kind: &str) -> Option<Result<usize, Failure>> {
        let client = aws_sdk_cloudcontrol::Client::new(&connection.config);
        let (mut count, mut token) = (0, None::<String>);
        loop {
            let ask = async || {
                let call = client.list_resources().type_name(kind).set_next_token(token.clone());
                call.send().await.map_err(|error| Failure::of("ListResources", &error))
            };
            let page = match connection.pace.once(ask).await {
                Ok(page) => page,
                Err(failure) => return Some(Err(failure)),
            };
            count += page.resource_descriptions().len();
            token = page.next_token().map(str::to_string);
            if token.is_none() {
                return Some(Ok(count));
            }
        }
    }

    pub async fn quota(connection: &Connection, service: &str, code: &str) -> Option<Result<f64, Failure>> {
        let client = aws_sdk_servicequotas::Client::new(&connection.config);
        let own = async || {
            let answer = client.get_service_quota().service_code(service).quota_code(code).send().await;
            let answer = answer.map_err(|error| Failure::of("GetServiceQuota", &error))?;
            Ok(answer.quota().and_then(|quota| quota.value()))
        };
        let by_default = async || {
            let answer = client.get_aws_default_service_quota().service_code(service).quota_code(code).send().await;
            let answer = answer.map_err(|error| Failure::of("GetAWSDefaultServiceQuota", &error))?;
            Ok(answer.quota().and_then(|quota| quota.value()))
        };
        // an account that never asked for more may have none of its own
        let found = match connection.pace.once(own).await {
            Err(failure) if failure.kind == FailureKind::Missing => connection.pace.once(by_default).await,
            other => other,
        };
        let missing = || Failure {
            kind: FailureKind::Missing,
            action: "GetServiceQuota",
            code: "NoSuchResourceException".to_string(),
            message: format!("no quota {code} of {service}"),
        };
        Some(found.and_then(|value| value.ok_or_else(missing)))
    }

    pub async fn certificate(connection: &Connection, arn: &str) -> Option<Result<CertificateState, Failure>> {
        let region = arn.split(':').nth(3).unwrap_or_default().to_string();
        let config = connection.config.to_builder().region(Region::new(region)).build();
        let client = aws_sdk_acm::Client::new(&config);
        let ask = async || {
            let answer = client.describe_certificate().certificate_arn(arn).send().await;
            let answer = answer.map_err(|error| Failure::of("DescribeCertificate", &error))?;
            let certificate = answer.certificate();
            Ok(CertificateState {
                status: certificate
                    .and_then(|one| one.status())
                    .map(|one| one.as_str().to_string())
                    .unwrap_or_default(),
                names: certificate.map(|one| one.subject_alternative_names().to_vec()).unwrap_or_default(),
            })
        };
        Some(connection.pace.once(ask).await)
    }

    pub async fn is_sold(
        connection: &Connection,
        class: &str,
        engine: &str,
        region: &str,
    ) -> Option<Result<bool, Failure>> {
        // the price list of all regions is asked for there
        let config = connection.config.to_builder().region(Region::new("us-east-1")).build();
        let client = aws_sdk_pricing::Client::new(&config);
        let ask = async || {
            let mut call = client.get_products().service_code("AmazonRDS").max_results(1);
            for (field, value) in [("instanceType", class), ("databaseEngine", engine), ("regionCode", region)] {
                let filter = Filter::builder().r#type(FilterType::TermMatch).field(field).value(value).build();
                // all three members are there
                if let Ok(filter) = filter {
                    call = call.filters(filter);
                }
            }
            let answer = call.send().await.map_err(|error| Failure::of("GetProducts", &error))?;
            Ok(!answer.price_list().is_empty())
        };
        Some(connection.pace.once(ask).await)
    }
}

#[cfg(not(feature = "preflight"))]
mod service {
    use super::{CertificateState, Connection, Failure};

    pub async fn exists(_: &Connection, _: &str, _: &str) -> Option<Result<bool, Failure>> {
        None
    }

    pub async fn count(_: &Connection, _: &str) -> Option<Result<usize, Failure>> {
        None
    }

    pub async fn quota(_: &Connection, _: &str, _: &str) -> Option<Result<f64, Failure>> {
        None
    }

    pub async fn certificate(_: &Connection, _: &str) -> Option<Result<CertificateState, Failure>> {
        None
    }

    pub async fn is_sold(_: &Connection, _: &str, _: &str, _: &str) -> Option<Result<bool, Failure>> {
        None
    }
}
