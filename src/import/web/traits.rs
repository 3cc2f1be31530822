//! What the class, id and role of an element say of it: words that publishing systems use, as a set of traits.
//!
//! A name is cut at hyphens, underscores, digits and capitals, so that `skipToContent_fXgn`, `post-share2` and
//! `jp-relatedposts` are read alike; words, pairs and triples of words are looked up in one table.

use std::collections::HashMap;

/// A set of traits. `SURE` is furniture by a word that means little else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits(u64);

macro_rules! traits {
    ($( $name:ident = $bit:literal; )*) => {
        impl Traits { $( pub(super) const $name: Traits = Traits(1 << $bit); )* }
    };
}

traits! {
    NAVIGATION = 0; SHARE = 1; COOKIES = 2; RELATED = 3; COMMENTS = 4; NEWSLETTER = 5; ADVERTISEMENT = 6;
    AUTHOR_BOX = 7; TAGS = 8; FOOTER = 9; HEADER = 10; CONTENTS = 11; EDIT_LINKS = 12;
    UNSEEN = 13; KICKER = 14; SUBTITLE = 15; TITLE = 16; BYLINE = 17; AUTHOR = 18; DATE = 19; UPDATED = 20;
    CAPTION = 21; PULL_QUOTE = 22; SIDEBAR = 23; BOX = 24; NOTE = 25; TIP = 26; IMPORTANT = 27; WARNING = 28;
    CAUTION = 29; NOTES = 30; NOTE_CALL = 31; NOTE_BACK = 32; SIDE_NOTE = 33; LINE_NUMBERS = 34; CODE = 35;
    ANCHOR = 36; MATH = 37; MATH_SHOWN = 38; DISPLAY = 39; BODY = 40; VERSE = 41; ATTRIBUTION = 42; INFOBOX = 43;
    AFFILIATION = 44; ABSTRACT = 45; HEADING = 46; EMOJI = 47; MONOSPACE = 48; BOLD = 49; ITALIC = 50; POST = 51;
    SIDE = 52; INFORMATION = 53; SUCCESS = 54; DANGER = 55; NAME = 56; DROPPED = 57; META = 58;
    SURE = 59;
}

impl Traits {
    /// What stands around an article.
    pub(super) const FURNITURE: Traits = Traits((1 << 13) - 1);

    pub(super) fn has(self, other: Traits) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn and(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    pub(super) const fn and_const(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    pub(super) fn without(self, other: Traits) -> Traits {
        Traits(self.0 & !other.0)
    }
}

/// Traits of names that were met before.
#[derive(Default)]
pub(super) struct Known {
    known: HashMap<String, Traits>,
}

impl Known {
    /// The traits of names between spaces.
    pub(super) fn of(&mut self, names: &str) -> Traits {
        if let Some(traits) = self.known.get(names) {
            return *traits;
        }
        let traits =
            names.split_ascii_whitespace().take(40).map(of_name).fold(Traits::default(), Traits::and);
        self.known.insert(names.to_owned(), traits);
        traits
    }
}

/// Prefixes of names that say what a wrapper has beside it, not what it is.
const OF_WRAPPERS: [&str; 6] = ["has-", "with-", "no-", "is-style", "js-", "tweak-"];

fn of_name(name: &str) -> Traits {
    if matches!(name, "hidden" | "hide" | "d-none") {
        return Traits::UNSEEN;
    }
    if name.len() > 80 || OF_WRAPPERS.iter().any(|prefix| name.starts_with(prefix)) {
        return Traits::default();
    }
    let words = words(name);
    let mut traits = Traits::default();
    for start in 0..words.len() {
        let mut joined = String::new();
        for word in words.iter().skip(start).take(3) {
            if !joined.is_empty() {
                joined.push('-');
            }
            joined.push_str(word);
            let of_words = of_words(&joined);
            let is_sure = of_words.has(Traits::FURNITURE) && !is_unsure(&joined);
            traits = traits.and(if is_sure { of_words.and(Traits::SURE) } else { of_words });
        }
    }
    // A part of a card, a caption and the like is none of the page.
    let is_part = words.first().is_some_and(|word| {
        matches!(
            word.as_str(),
            "card"
                | "table"
                | "code"
                | "figure"
                | "panel"
                | "token"
                | "hljs"
                | "entry"
                | "post"
                | "article"
                | "section"
                | "kg"
        )
    });
    if is_part { traits.without(Traits::HEADER) } else { traits }
}

/// The words of a name: cut at signs, digits and capitals.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut before_is_small) = (String::new(), false);
    for c in name.chars() {
        if !c.is_alphabetic() {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
            before_is_small = false;
            continue;
        }
        if c.is_uppercase() && before_is_small {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
        }
        before_is_small = c.is_lowercase();
        word.extend(c.to_lowercase());
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// Whether a word of the table is one that articles use too, for what they are about.
fn is_unsure(words: &str) -> bool {
    const UNSURE: [&str; 20] = [
        "like",
        "social",
        "discussion",
        "advertising",
        "donate",
        "donation",
        "promotion",
        "consent",
        "similar",
        "suggested",
        "search",
        "menu",
        "edit",
        "labels",
        "topics",
        "keywords",
        "copyright",
        "imprint",
        "subscription",
        "inbox",
    ];
    UNSURE.contains(&words)
}

/// The one table of what words say.
fn of_words(words: &str) -> Traits {
    match words {
        "nav" | "navigation" | "navbar" | "navbox" | "menu" | "breadcrumb" | "breadcrumbs" | "crumbs"
        | "pagination" | "paginav" | "pager" | "pagetree" | "skip-link" | "skip-links" | "skip-to"
        | "skiplink" | "skiplinks" | "jump-link" | "sitenav" | "topnav" | "prev-next" | "prevnext"
        | "post-nav" | "galleys" | "submenu" | "sitemap" | "langlinks" | "portlet-lang" | "language-list"
        | "switcher" | "toolbar" | "back-to-top" | "top-link" | "searchbox" | "search-form"
        | "searchform" | "blog-pager" | "suggested-links" | "topic-map" | "rellinks" | "related-pages"
        | "sphinxsidebar" | "md-sidebar" | "search" | "login" => Traits::NAVIGATION,
        "share" | "sharing" | "shares" | "sharedaddy" | "social" | "socials" | "sharer" | "addtoany"
        | "addthis" | "sharethis" | "share-buttons" | "sharebar" | "like-button" | "likes" | "like-post"
        | "jetpack-likes" | "multi-vote" | "clap" | "claps" | "social-links" | "post-ufi" | "like"
        | "reactions" | "upvote" | "bookmark-button" => Traits::SHARE,
        "cookie" | "cookies" | "consent" | "gdpr" | "onetrust" | "cookiebot" | "cookiebanner"
        | "cmp-container" | "ccpa" | "sliding-popup" | "didomi" | "eu-cookie-law" | "cmplz"
        | "usercentrics" => Traits::COOKIES,
        "related" | "relatedposts" | "recommended" | "recommendations" | "recirc" | "recirculation"
        | "read-more" | "readmore" | "more-stories" | "more-from" | "more-articles" | "more-posts"
        | "outbrain" | "taboola" | "most-read" | "most-popular" | "trending" | "popular-posts"
        | "also-like" | "you-may" | "interstitial-link" | "inline-link" | "teasers" | "read-next"
        | "keep-reading" | "up-next" | "see-also-box" | "similar" | "similarity-list" | "by-similarity"
        | "top-stories" | "onward" | "suggested" | "suggested-topics" | "promo" | "latest-posts"
        | "recent-posts" | "linkbox" | "further-reading" | "rich-link" | "embed-story" => Traits::RELATED,
        "comments" | "comment" | "respond" | "disqus" | "commentlist" | "discussion" | "responses"
        | "replies" | "comment-form" | "commentform" | "giscus" | "utterances" | "livefyre"
        | "comment-add" | "webmentions" | "trackbacks" | "pingbacks" => Traits::COMMENTS,
        "newsletter"
        | "newsletters"
        | "signup"
        | "sign-up"
        | "subscribe"
        | "subscription"
        | "mailing-list"
        | "mailchimp"
        | "mc-embed"
        | "optin"
        | "subscribe-widget"
        | "subscription-widget"
        | "email-signup"
        | "footer-cta"
        | "inbox"
        | "convertkit"
        | "mailinglist" => Traits::NEWSLETTER,
        "ad" | "ads" | "advert" | "adverts" | "advertisement" | "advertising" | "adslot" | "adsense"
        | "adsbygoogle" | "adbox" | "dfp" | "sponsor" | "sponsored" | "sponsors" | "sponsorship"
        | "paywall" | "arcad" | "banner-ad" | "ad-label" | "cta" | "anzeige" | "werbung" | "publicite"
        | "publicidad" | "pubblicita" | "regwall" | "upsell" | "donate" | "donation" | "fundraising"
        | "cn-banner" | "site-notice" | "affiliate" | "promotion" | "billboard" | "leaderboard" => {
            Traits::ADVERTISEMENT
        }
        "author-bio" | "author-box" | "authorbox" | "author-card" | "author-profile" | "about-author"
        | "about-the-author" | "bio" | "author-info" | "author-description" | "entry-author-info"
        | "author-about" | "profile-card" | "author-footer" | "post-author-bio" | "author-detail" => {
            Traits::AUTHOR_BOX
        }
        "tags" | "tag-list" | "taglist" | "tag-links" | "post-tag" | "taxonomy-post" | "catlinks"
        | "labels" | "label-list" | "post-tags" | "item-tags" | "categories-list" | "cat-links"
        | "post-labels" | "field-tags" | "keywords" | "topics" | "filed-under" | "entry-tags"
        | "article-tags" | "post-categories" | "hashtags" | "entry-categories" | "postmetadata" => {
            Traits::TAGS
        }
        "footer" | "colophon" | "site-info" | "printfooter" | "copyright" | "imprint" | "powered-by"
        | "credits-bar" | "last-updated" | "lastmod" | "how-to-cite" | "citation-display" | "post-footer"
        | "foot" | "lastupdated" => Traits::FOOTER,
        "header" | "masthead" | "site-header" | "announcement" | "announcement-bar" | "topbar"
        | "notice-bar" | "siteinfo" | "head-notice" | "sitenotice" | "header-precursor" | "version-badge"
        | "site-sub" | "content-sub" => Traits::HEADER,
        "toc" | "table-of-contents" | "tableofcontents" | "toctree" | "tocbot" | "on-this-page"
        | "page-toc" | "toc-macro" | "in-this-article" | "outline-nav" | "toctitle" | "article-toc"
        | "localtoc" => Traits::CONTENTS,
        "edit" | "editsection" | "edit-link" | "edit-page" | "edit-this-page" | "ambox" | "improve-page"
        | "suggest-edit" | "view-source" | "page-actions" | "editlink" | "page-metadata" => {
            Traits::EDIT_LINKS
        }
        "visuallyhidden" | "visually-hidden" | "sr-only" | "screen-reader" | "screen-reader-text"
        | "screenreader" | "assistive" | "offscreen" | "noexcerpt" => Traits::UNSEEN,
        "kicker" | "vinjett" | "eyebrow" | "overline" | "overtitle" | "section-label" | "rubric"
        | "rubrik" | "topline" | "dachzeile" | "antetitulo" | "surtitre" | "occhiello" | "primary-tag"
        | "article-tag" | "category" | "categories" | "pretitle" | "flag" | "spitzmarke"
        | "article-section" | "entry-category" | "post-category" | "strapline-label" => Traits::KICKER,
        "subtitle" | "sub-title" | "subheadline" | "subhead" | "subheading" | "dek" | "deck"
        | "standfirst" | "lede" | "chapo" | "description" | "excerpt" | "entradilla" | "sottotitolo"
        | "teaser" | "strapline" | "tagline" | "vorspann" | "untertitel" | "article-summary"
        | "post-summary" | "summary" | "intro" | "bajada" | "sumario" | "ingress" | "post-intro"
        | "abstract-lead" | "lead" | "sommario" => Traits::SUBTITLE,
        "post-title" | "entry-title" | "article-title" | "page-title" | "headline" | "story-title"
        | "p-name" | "topic-title" | "fancy-title" | "title-document" | "title" | "firstheading"
        | "first-heading" => Traits::TITLE,
        "byline" | "attribution-byline" | "dateline" | "post-meta" | "entry-meta" | "article-meta"
        | "meta-primary" | "node-meta" | "submitted" | "post-info" | "blog-meta" | "byline-meta" | "meta"
        | "story-meta" | "post-header-meta" => Traits::BYLINE.and(Traits::META),
        "author" | "authors" | "p-author" | "author-name" | "by" | "author-list" | "creator"
        | "personname" | "contrib-group" | "writer" | "autor" | "auteur" | "autore" | "post-author"
        | "entry-author" | "contributor" | "contributors" => Traits::AUTHOR,
        "vcard" | "fn" | "username" => Traits::NAME,
        "date" | "dates" | "published" | "pubdate" | "datetime" | "timestamp" | "dt-published"
        | "post-date" | "entry-date" | "publish-date" | "publication-date" | "post-timestamp"
        | "dateline-date" => Traits::DATE,
        "updated" | "modified" | "last-modified" | "dt-updated" | "modification" | "revised" => {
            Traits::UPDATED
        }
        "caption" | "figcaption" | "image-caption" | "caption-text" | "thumbcaption" | "gallerytext"
        | "tr-caption" | "credit" | "photo-credit" | "media-caption" | "legend" | "bildunterschrift" => {
            Traits::CAPTION
        }
        "pullquote" | "pull-quote" | "pullout" | "blockquote-pull" | "callout-quote" | "zitat-box" => {
            Traits::PULL_QUOTE
        }
        "factbox" | "fact-box" | "infokasten" | "infobox-aside" | "info-box" | "sidebox" | "key-facts"
        | "explainer" | "boxout" | "box-out" | "encadre" | "recuadro" | "faktaruta" | "ramka"
        | "factfile" | "at-a-glance" => Traits::SIDEBAR,
        "infobox" => Traits::INFOBOX,
        "admonition" | "callout" | "alert" | "notice" | "hint" | "information-macro" | "markdown-alert"
        | "custom-block" | "admonitionblock" | "infobox-note" | "message-box" | "tip-box" | "messagebox" => {
            Traits::BOX
        }
        "note" | "seealso" | "remark" => Traits::NOTE,
        "info" | "information" | "primary" | "secondary" | "abstract-box" | "todo" | "question"
        | "example" => Traits::INFORMATION,
        "tip" => Traits::TIP,
        "success" | "check" => Traits::SUCCESS,
        "important" => Traits::IMPORTANT,
        "warning" | "attention" | "warn" => Traits::WARNING,
        "caution" => Traits::CAUTION,
        "danger" | "error" | "failure" | "bug" => Traits::DANGER,
        "footnotes" | "endnotes" | "references" | "reflist" | "footnote-list" | "doc-endnotes"
        | "footnote-section" | "footnotes-list" | "notes" | "easy-footnotes" | "footnotedef" | "footdef"
        | "footnote-brackets" | "ltx-notes" => Traits::NOTES,
        "footnote-ref" | "footnoteref" | "footnote-reference" | "doc-noteref" | "noteref" | "reference"
        | "cite-ref" | "fnref" | "footnote-anchor" | "footref" | "footnote-link" | "note-ref"
        | "footnote" => Traits::NOTE_CALL,
        "footnote-back" | "footnote-backref" | "backlink" | "cite-backlink" | "backref" | "doc-backlink"
        | "fn-backref" | "footnote-backlink" | "footnote-return" | "reversefootnote" | "fn-back" => {
            Traits::NOTE_BACK
        }
        "sidenote"
        | "marginnote"
        | "side-note"
        | "margin-note"
        | "ltx-note"
        | "role-footnote"
        | "footnote-popup"
        | "footnote-bubble"
        | "footnote-content-inline" => Traits::SIDE_NOTE,
        "lineno" | "linenos" | "linenumber" | "linenumbers" | "line-number" | "line-numbers"
        | "line-numbers-rows" | "lnt" | "gutter" | "gl" | "linenodiv" | "rouge-gutter"
        | "code-line-number" | "blob-num" => Traits::LINE_NUMBERS,
        "lntable" | "highlighttable" | "rouge-table" | "highlight" | "sourcecode" | "codehilite"
        | "code-block" | "codeblock" | "code-snippet" | "syntaxhighlighter" | "prettyprint" | "listing" => {
            Traits::CODE
        }
        "anchor" | "headerlink" | "hash-link" | "permalink" | "header-anchor" | "heading-anchor"
        | "anchor-link" | "anchorjs" | "header-link" | "heading-link" | "anchorjs-link" => Traits::ANCHOR,
        "katex"
        | "math-jax"
        | "mathjax"
        | "mathjax-svg"
        | "mathjax-chtml"
        | "mjx-chtml"
        | "mjx-svg"
        | "mathjax-display"
        | "mathjax-preview"
        | "mathjax-svg-display" => Traits::MATH,
        "katex-html" => Traits::MATH_SHOWN,
        "katex-display" | "math-display" | "displaymath" | "display-math" | "display" | "math-block" => {
            Traits::DISPLAY
        }
        "entry-content" | "post-content" | "article-body" | "articlebody" | "article-content"
        | "post-body" | "entry-body" | "e-content" | "story-body" | "parser-output" | "markdown-body"
        | "wiki-content" | "field-name-body" | "gh-content" | "page-content" | "body-markup"
        | "available-content" | "cooked" | "prose" | "rich-text" | "node-content" | "main-content"
        | "blog-item-content" | "ltx-document" | "theme-doc-markdown" | "page-body" | "content-body"
        | "article-text" | "story-content" | "single-content" | "md-content" | "blog-content"
        | "ck-content" => Traits::BODY,
        "verse" | "poem" | "poetry" | "lyrics" => Traits::VERSE,
        "attribution" | "source" | "quote-author" | "quote-source" | "quote-attribution" | "cite" => {
            Traits::ATTRIBUTION
        }
        "affiliation" | "affiliations" | "institution" | "author-notes" => Traits::AFFILIATION,
        "abstract" => Traits::ABSTRACT,
        "heading" | "admonition-title" | "hint-title" | "box-title" | "callout-title" => Traits::HEADING,
        "emoji" | "smiley" | "wp-smiley" => Traits::EMOJI,
        "typewriter" | "monospace" => Traits::MONOSPACE,
        "font-bold" => Traits::BOLD,
        "font-italic" => Traits::ITALIC,
        "topic-post" | "crawler-post" | "answer" | "reply" | "forum-post" | "postbody" | "message-post" => {
            Traits::POST
        }
        "sidebar" | "side-bar" | "rail" | "right-rail" | "left-rail" | "widget-area" | "widget"
        | "secondary-column" => Traits::SIDE,
        "copy-button" | "copybtn" | "lang-badge" | "clipboard" | "copy-code" | "code-header"
        | "code-toolbar-item" | "tag-equation" | "eqno" | "mw-empty-elt" | "tooltip-text"
        | "language-badge" | "code-lang" => Traits::DROPPED,
        _ => Traits::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Traits};

    #[test]
    fn names_are_read_whichever_way_they_are_written() {
        for name in ["skipToContent_fXgn", "skip-to-content", "css-nav99", "page_navbar"] {
            assert!(Known::default().of(name).has(Traits::NAVIGATION), "{name}");
        }
        for name in ["css-share6", "sharedaddy sd-block", "postShare"] {
            assert!(Known::default().of(name).has(Traits::SHARE), "{name}");
        }
        assert!(!Known::default().of("has-sidebar").has(Traits::SIDE));
        assert!(!Known::default().of("a-day-like-any-other").has(Traits::SURE));
        assert!(Known::default().of("sharedaddy sd-like").has(Traits::SURE));
        assert!(!Known::default().of("ck-content").has(Traits::FURNITURE));
        assert!(!Known::default().of("thread shadow header-less").has(Traits::ADVERTISEMENT));
    }
}
