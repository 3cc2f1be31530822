//! Checks language tags.

use oxilangtag::LanguageTag;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::source::Span;

/// The tag in its canonical case; `None` if it is not well-formed (BCP 47) or names no language.
pub(in crate::markdown) fn canonical(tag: &str) -> Option<String> {
    let parsed = LanguageTag::parse_and_normalize(&tag.trim().replace('_', "-")).ok()?;
    let primary = parsed.primary_language();
    // A reserved four-letter or a registered longer language subtag does not exist: such words are mistakes.
    let named = (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    named.then(|| parsed.into_inner())
}

/// [`canonical`], reporting a tag that is not valid.
pub(in crate::markdown) fn checked(tag: &str, span: Option<Span>, context: &Context) -> Option<String> {
    let canonical = canonical(tag);
    if canonical.is_none() {
        let message = format!("`{}` is not a language tag", tag.trim());
        context.report(
            Diagnostic::new(Code::LanguageInvalid, span, message)
                .help("expected a BCP 47 tag, such as `en`, `en-GB`, `de-CH` or `pt-BR`"),
        );
    }
    canonical
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn tags_get_their_canonical_case_and_words_are_refused() {
        assert_eq!(canonical("PT-br").as_deref(), Some("pt-BR"));
        assert_eq!(canonical("zh_hant_tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(canonical("english"), None);
        assert_eq!(canonical("e"), None);
        assert_eq!(canonical(""), None);
    }
}
