//! The description that the service gives of itself is complete and true.

use std::num::NonZeroU32;

use avo_admin::domain::registration::{ClientVersion, HostName};
use avo_admin::protocol::{CONNECT_PATH, PROBLEM_MEDIA_TYPE, PROBLEM_TYPE_PREFIX, ProblemKind, REGISTER_PATH};
use avo_admin::server::{HEALTH_PATH, Limits, METRICS_PATH, OPENAPI_PATH};
use serde_json::Value;

use super::served::{Served, credential, introduction};
use super::wire::Answer;

fn document() -> Value {
    let served = Served::plainly();
    let answer = served.wire().get(OPENAPI_PATH);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    answer.json()
}

/// What a `$ref` stands for, or the value itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).expect(reference),
        None => value,
    }
}

#[test]
fn every_path_is_described_and_no_other() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let mut paths: Vec<&str> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let mut ours = vec![REGISTER_PATH, CONNECT_PATH, HEALTH_PATH, METRICS_PATH, OPENAPI_PATH];
    paths.sort_unstable();
    ours.sort_unstable();
    assert_eq!(paths, ours);
    assert_eq!(document["info"]["version"], "1.1.0");
}

#[test]
fn every_problem_is_described_with_its_status() {
    let document = document();
    let kinds: Vec<&Value> = document["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .collect();
    assert_eq!(kinds.len(), ProblemKind::ALL.len());
    for kind in ProblemKind::ALL {
        let full = format!("{PROBLEM_TYPE_PREFIX}{}", kind.code());
        assert!(kinds.iter().any(|known| **known == full), "{full}");
    }
    for (path, causes) in [
        (REGISTER_PATH, &[400, 401, 403, 408, 409, 413, 415, 429, 500, 503][..]),
        (CONNECT_PATH, &[400, 401, 403, 408, 413, 415, 429, 500, 503]),
    ] {
        let responses = &document["paths"][path]["post"]["responses"];
        for status in causes {
            let response = resolved(&document, &responses[status.to_string()]);
            assert!(response["content"][PROBLEM_MEDIA_TYPE].is_object(), "{path} {status}");
        }
        assert_eq!(responses.as_object().unwrap().len(), causes.len() + 1, "{path}");
    }
}

/// The pattern of the description and the rule of the service are written down twice, so every character is tried.
#[test]
fn what_a_host_name_may_hold_is_described_as_it_is() {
    let document = document();
    for (path, schema) in [(REGISTER_PATH, "Registration"), (CONNECT_PATH, "Introduction")] {
        let content = &document["paths"][path]["post"]["requestBody"]["content"]["application/json"];
        let schema = &document["components"]["schemas"][schema];
        assert_eq!(resolved(&document, &content["schema"]), schema, "{path}");
        for (member, rule) in [("host_name", "HostName"), ("client_version", "ClientVersion")] {
            let described = resolved(&document, &schema["properties"][member]);
            assert_eq!(described, &document["components"]["schemas"][rule], "{path} {member}");
        }
    }
    let rules = &document["components"]["schemas"];
    let pattern = rules["HostName"]["pattern"].as_str().unwrap();
    assert_eq!(rules["ClientVersion"]["pattern"], pattern);
    let described = regex::Regex::new(pattern).unwrap();
    for character in '\u{0}'..=char::MAX {
        for text in [
            character.to_string(),
            format!("{character}a"),
            format!("a{character}b"),
            format!("a{character}"),
        ] {
            let is_taken = HostName::parse(&text).is_some();
            assert_eq!(ClientVersion::parse(&text).is_some(), is_taken, "{text:?}");
            assert_eq!(described.is_match(&text), is_taken, "{text:?}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere_and_no_example_holds_a_secret() {
    let document = document();
    let mut left = vec![&document];
    while let Some(value) = left.pop() {
        match value {
            Value::Object(members) => {
                if value["$ref"].is_string() {
                    assert!(resolved(&document, value).is_object());
                }
                left.extend(members.values());
            }
            Value::Array(items) => left.extend(items),
            Value::String(text) => {
                assert!(avo_admin::domain::token::TokenSecret::parse(text).is_err(), "{text}");
                assert!(
                    avo_admin::domain::credential::CredentialSecret::parse(text).is_err(),
                    "{text}"
                );
            }
            _ => {}
        }
    }
}

/// The few words of JSON Schema that the document uses.
fn check(document: &Value, schema: &Value, value: &Value) {
    let schema = resolved(document, schema);
    match schema["type"].as_str().unwrap() {
        "object" => {
            let members = value.as_object().unwrap();
            for name in schema["required"].as_array().unwrap() {
                assert!(members.contains_key(name.as_str().unwrap()), "{name} in {value}");
            }
            for (name, value) in members {
                check(document, &schema["properties"][name], value);
            }
        }
        "string" => {
            let text = value.as_str().unwrap();
            if let Some(known) = schema["enum"].as_array() {
                assert!(known.contains(value), "{value}");
            }
            let most = schema["maxLength"].as_u64().unwrap_or(u64::MAX);
            assert!(u64::try_from(text.chars().count()).unwrap() <= most, "{value}");
        }
        "integer" => assert!(value.is_u64(), "{value}"),
        other => panic!("{other} is not used"),
    }
}

fn check_answer(document: &Value, path: &str, method: &str, answer: &Answer) {
    let responses = &document["paths"][path][method]["responses"];
    let response = resolved(document, &responses[answer.status.to_string()]);
    let (media_type, content) = response["content"].as_object().unwrap().iter().next().unwrap();
    assert_eq!(answer.header("content-type"), Some(media_type.as_str()));
    if media_type.contains("json") {
        check(document, &content["schema"], &answer.json());
    }
    for name in response["headers"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
    {
        assert!(answer.header(name).is_some(), "{name} of {path} {}", answer.status);
    }
}

#[test]
fn what_is_answered_is_what_is_described() {
    let document = document();
    let mut served = Served::with(Limits {
        refusals_per_minute: NonZeroU32::new(3).unwrap(),
        ..Limits::default()
    });
    let (_, token) = served.provision("a");
    let own = credential();
    let (mut wire, body) = (served.wire(), introduction(&own));
    for path in [HEALTH_PATH, METRICS_PATH] {
        check_answer(&document, path, "get", &wire.get(path));
    }
    let mut seen = Vec::new();
    for (bearer, body) in [
        (Some(token.expose()), body.as_str()),
        (Some(token.expose()), "{}"),
        (Some("x"), body.as_str()),
        (None, body.as_str()),
        (Some(own.expose()), body.as_str()),
        (Some("y"), body.as_str()),
    ] {
        let answer = wire.post(REGISTER_PATH, bearer, Some(body));
        check_answer(&document, REGISTER_PATH, "post", &answer);
        seen.push(answer.status);
    }
    assert_eq!(seen, [200, 400, 401, 401, 401, 429]);
}

/// The body of a connection is optional, and the same rules hold for it as for the body of a registration.
#[test]
fn what_a_connection_is_answered_is_what_is_described() {
    let document = document();
    let body = &document["paths"][CONNECT_PATH]["post"]["requestBody"];
    assert_eq!(body["required"], false);
    let example = body["content"]["application/json"]["example"].to_string();
    let mut served = Served::patiently();
    let (_, token) = served.provision("a");
    let own = credential();
    assert_eq!(served.register(&token, &own).status, 200);
    for (body, status) in [
        (None, 200),
        (Some(example.as_str()), 200),
        (Some("{}"), 400),
        (Some("[]"), 400),
        (Some(&*"x".repeat(9000)), 413),
    ] {
        let answer = served.wire().post(CONNECT_PATH, Some(own.expose()), body);
        assert_eq!(answer.status, status, "{body:?}");
        check_answer(&document, CONNECT_PATH, "post", &answer);
    }
}

#[test]
fn metrics_are_served_without_secrets() {
    let mut served = Served::patiently();
    let (_, token) = served.provision("laboratory-7");
    let (own, stranger) = (credential(), credential());
    assert_eq!(served.register(&token, &own).status, 200);
    assert_eq!(served.connect(&own).status, 200);
    assert_eq!(served.connect(&stranger).kind(), ProblemKind::Unknown);
    assert_eq!(served.wire().get("/secret-in-a-path").status, 404);
    let answer = served.wire().get(METRICS_PATH);
    let text = answer.text();
    for line in [
        "avo_admin_registrations_total 1",
        "avo_admin_connects_total 1",
        "avo_admin_refusals_total{cause=\"unknown\"} 1",
        "avo_admin_requests_total{route=\"/v1/clients/register\",status=\"200\"} 1",
        "avo_admin_requests_total{route=\"other\",status=\"404\"} 1",
        "avo_admin_batch_size_count 3",
        "avo_admin_request_duration_seconds_count{route=\"/v1/clients/connect\"} 2",
        "# EOF",
    ] {
        assert!(text.lines().any(|known| known == line), "{line} in\n{text}");
    }
    for secret in [
        token.expose(),
        own.expose(),
        stranger.expose(),
        "laboratory",
        "secret",
        "127.0.0.1",
    ] {
        assert!(!text.contains(secret));
    }
}
