//! An article's own identifier (RFC 9562, version 5): the same for the same article, whatever its text becomes.

use uuid::Uuid;

use super::{Metadata, plain_spaces};

/// The name space of this program's identifiers.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f70_7269_6e74_5af0_9e1b_2c64_d1a3_77c5);

impl Metadata {
    /// A UUID URN made of title, authors, language, publication and date: readers keep their place in a book that
    /// is built again, and two articles of one series differ.
    pub fn uuid_urn(&self) -> String {
        let authors = self.authors.iter().map(|author| author.name.as_str());
        let date = self.date.as_ref().map(|date| date.iso.as_str()).unwrap_or_default();
        let publication = self.publication.as_deref().unwrap_or_default();
        let fields = [self.title.as_str(), &self.language, publication, date];
        let name = fields.into_iter().chain(authors).collect::<Vec<_>>().join("\u{1F}");
        Uuid::new_v5(&NAMESPACE, plain_spaces(&name).as_bytes()).urn().to_string()
    }
}
