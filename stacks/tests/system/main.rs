//! The system: its settings, its templates, its documents.

mod batch_imported_vpc;
mod edge;
mod guide_document;
mod readme;
mod settings;
mod settings_mistakes;
mod settings_properties;
mod templates;
