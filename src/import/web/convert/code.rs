//! Code: its lines as they stand, its language as the page names it.

use super::Converter;
use super::block::Flow;
use crate::import::tree::{Attr, Block, BlockKind};
use crate::import::web::dom::{NONE, NodeId, is_nothing};
use crate::import::web::traits::Traits;

/// Names that say that there is no language.
const NO_LANGUAGE: [&str; 14] = [
    "none",
    "default",
    "notranslate",
    "plain",
    "nohighlight",
    "no-highlight",
    "undefined",
    "auto",
    "unknown",
    "highlight",
    "wrap",
    "fallback",
    "source",
    "code",
];

impl Converter<'_> {
    pub(super) fn code(&mut self, id: NodeId, out: &mut Flow) {
        out.flush();
        if self.survey.has(id, Traits::VERSE) {
            return self.verse(id, out);
        }
        let mut code = String::new();
        let mut tools = Vec::new();
        self.push_code(id, &mut code, &mut tools);
        self.take_all(id);
        for below in tools.into_iter().flat_map(|tool| self.dom.walk(tool)) {
            self.replace_one(below);
        }
        let code = tidy(&code);
        if code.trim().is_empty() {
            return;
        }
        let language = self.language(id);
        let attr = Attr { classes: language.into_iter().collect(), ..Attr::default() };
        out.blocks.push(Block { kind: BlockKind::Code(code), attr, span: self.span(id) });
    }

    /// A wrapper of code with its toolbar, numbers and caption; whether it is one. Only the code counts.
    pub(super) fn code_wrapper(&mut self, id: NodeId, out: &mut Flow) -> bool {
        let facts = self.survey.facts(id);
        let dom = self.dom;
        let is_table = dom.is(id, "table");
        let codes: Vec<NodeId> =
            dom.below(id).filter(|below| dom.is(*below, "pre") && !self.is_numbers(*below)).take(2).collect();
        let [code] = codes.as_slice() else { return false };
        let inner = self.survey.facts(*code).letters;
        let rest = facts.letters.saturating_sub(inner);
        let is_code = self.survey.has(id, Traits::CODE)
            || rest == 0
            || is_table && dom.below(id).any(|below| self.is_numbers(below));
        let holds_text = dom.below(id).any(|below| {
            matches!(dom.name(below), "p" | "h1" | "h2" | "h3" | "li" | "figcaption")
                && self.survey.facts(below).letters > 0
                && !dom.is_within(below, *code)
        });
        let is_bar = !is_table && rest <= 40 && rest > 0 && !holds_text && dom.elements(id).count() > 1;
        if !is_code && !is_bar || holds_text || is_table && !is_code {
            return false;
        }
        self.code(*code, out);
        for below in dom.below(id) {
            if !dom.is_within(below, *code) {
                self.replace_one(below);
            }
        }
        true
    }

    fn replace_one(&mut self, id: NodeId) {
        self.replaced.get_mut(id as usize).into_iter().for_each(|replaced| *replaced = true);
    }

    fn is_numbers(&self, id: NodeId) -> bool {
        let dom = self.dom;
        let named = |id: NodeId| self.survey.has(id, Traits::LINE_NUMBERS) && !dom.name(id).is_empty();
        let is_digits = || {
            let text = dom.text_of(id);
            !text.trim().is_empty() && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace())
        };
        (named(id) || named(dom.parent(id)) || matches!(dom.name(id), "td" | "pre" | "code")) && is_digits()
    }

    /// The text of code, without its tools: buttons, numbers of lines.
    fn push_code(&self, id: NodeId, out: &mut String, tools: &mut Vec<NodeId>) {
        let dom = self.dom;
        for child in dom.children(id) {
            if let Some(text) = dom.text(child) {
                out.extend(
                    text.chars().filter(|c| !is_nothing(*c)).map(|c| if c == '\u{A0}' { ' ' } else { c }),
                );
                continue;
            }
            let name = dom.name(child);
            let is_part = !matches!(name, "button" | "style" | "script" | "svg" | "select" | "label" | "")
                && !self.survey.has(child, Traits::LINE_NUMBERS.and(Traits::DROPPED));
            match name {
                "br" => out.push('\n'),
                _ if is_part => {
                    let is_line = matches!(name, "div" | "li" | "tr" | "p");
                    if is_line && !out.is_empty() && !out.ends_with('\n') {
                        out.push('\n');
                    }
                    let before = out.len();
                    self.push_code(child, out, tools);
                    if is_line && (!out.ends_with('\n') || out.len() == before) {
                        out.push('\n');
                    }
                }
                _ => tools.push(child),
            }
        }
    }

    /// The language that the code, an element in it or a wrapper of it alone names.
    fn language(&self, id: NodeId) -> Option<String> {
        let dom = self.dom;
        let inside = dom.elements(id).take(2);
        let letters = self.survey.facts(id).letters;
        let around = dom.ancestors(id).take(5).take_while(|above| {
            *above != NONE
                && self.survey.facts(*above).letters <= letters + 60
                && !matches!(dom.name(*above), "body" | "article" | "main")
        });
        std::iter::once(id).chain(inside).chain(around).find_map(|id| self.named_language(id))
    }

    fn named_language(&self, id: NodeId) -> Option<String> {
        let dom = self.dom;
        let stated = ["data-lang", "data-language", "data-code-language", "data-enlighter-language"]
            .into_iter()
            .find_map(|name| dom.attr(id, name));
        let brush = ["data-syntaxhighlighter-params", "class"]
            .into_iter()
            .filter_map(|name| dom.attr(id, name))
            .find_map(|value| {
                let (_, rest) = value.split_once("brush:")?;
                rest.split([';', ' ']).find(|word| !word.is_empty())
            });
        let name = stated.or(brush).map(str::to_owned).or_else(|| self.language_of_class(id))?;
        let name = name.trim().to_lowercase();
        let is_name = !name.is_empty()
            && name.len() <= 30
            && !name.contains(|c: char| c.is_whitespace() || c == '`')
            && !NO_LANGUAGE.contains(&name.as_str());
        is_name.then_some(name)
    }

    fn language_of_class(&self, id: NodeId) -> Option<String> {
        let classes: Vec<&str> = self.dom.attr(id, "class")?.split_ascii_whitespace().collect();
        let prefixed = classes.iter().find_map(|class| {
            ["language-", "lang-", "highlight-source-", "highlight-text-", "brush-", "code-", "highlight-"]
                .iter()
                .find_map(|prefix| class.strip_prefix(prefix))
        });
        let known = |marks: &[&str]| classes.iter().any(|class| marks.contains(class));
        let beside = || {
            classes.iter().find(|class| {
                known(&["sourceCode", "hljs", "prettyprint", "src", "chroma", "shiki"]) && is_language(class)
            })
        };
        prefixed
            .filter(|name| is_plausible(name))
            .or_else(|| beside().map(|class| class.trim_start_matches("src-")))
            .map(str::to_owned)
    }
}

fn is_plausible(name: &str) -> bool {
    !matches!(
        name,
        "block"
            | "wrapper"
            | "container"
            | "toolbar"
            | "snippet"
            | "example"
            | "text"
            | "lines"
            | "line"
            | "area"
            | "box"
            | "wrap"
            | "header"
            | "body"
            | "inline"
    )
}

/// Languages that themes name by a class alone.
fn is_language(class: &str) -> bool {
    let name = class.trim_start_matches("src-").to_lowercase();
    matches!(
        name.as_str(),
        "python"
            | "rust"
            | "go"
            | "c"
            | "cpp"
            | "csharp"
            | "java"
            | "javascript"
            | "js"
            | "typescript"
            | "ts"
            | "ruby"
            | "php"
            | "perl"
            | "haskell"
            | "r"
            | "sql"
            | "bash"
            | "sh"
            | "shell"
            | "zsh"
            | "html"
            | "xml"
            | "css"
            | "scss"
            | "json"
            | "yaml"
            | "toml"
            | "ini"
            | "lua"
            | "swift"
            | "kotlin"
            | "scala"
            | "clojure"
            | "lisp"
            | "scheme"
            | "ocaml"
            | "erlang"
            | "elixir"
            | "dart"
            | "julia"
            | "matlab"
            | "latex"
            | "tex"
            | "makefile"
            | "diff"
            | "dockerfile"
            | "markdown"
            | "fortran"
            | "fsharp"
            | "powershell"
            | "nix"
            | "zig"
            | "vim"
            | "console"
            | "emacs-lisp"
            | "elisp"
    )
}

/// Lines without spaces at their ends and without empty lines around them.
fn tidy(code: &str) -> String {
    let code = code.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = code.split('\n').map(str::trim_end).collect();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    let last = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    lines.get(first..last).unwrap_or_default().join("\n")
}
