// Opens many books in foliate-js in one headless browser, renders every spine item and follows the links. Prints:
//   title|subtitle|language|published BOOK TEXT
//   author|contributor BOOK NAME ROLE SORT-AS
//   toc BOOK DEPTH LABEL HREF    landmark BOOK TYPE LABEL HREF    page BOOK LABEL HREF
//   section BOOK INDEX LINEAR CHARACTERS IMAGES
//   link BOOK KIND HREF TEXT     note BOOK HREF TYPE TEXT
//   fault BOOK CODE PLACE WORDS
// Arguments: [--shots DIR] [--screens N] BOOK…; with --shots, pictures of the first N (3) screens of every section in
// light and in dark. Nothing but 127.0.0.1 is ever asked for; a book that asks for more has a fault.
import { createServer } from 'node:http'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { chromium as executablePath, oneLine, packages, print, quiet, require } from './common.mjs'

const { chromium } = require('playwright-core')
const books = [], options = { screens: 3 }
for (let rest = process.argv.slice(2); rest.length; rest = rest.slice(1)) {
    if (rest[0] === '--shots' || rest[0] === '--screens') {
        options[rest[0].slice(2)] = rest[1]
        rest = rest.slice(1)
    } else books.push(rest[0])
}

const readerStyle = `html { color-scheme: light dark }
@media (prefers-color-scheme: dark) { a:link { color: lightblue } }`

const kinds = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.epub': 'application/epub+zip' }
const here = path.dirname(new URL(import.meta.url).pathname)
const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1')
    const [, first, ...rest] = pathname.split('/')
    try {
        let file
        if (pathname === '/') {
            response.writeHead(200, { 'content-type': 'text/html' })
            return response.end('<!doctype html><meta charset="utf-8"><style>html,body{margin:0;height:100%}foliate-view{display:block;height:100%}:root{color-scheme:light dark}</style>')
        } else if (first === 'foliate') file = path.join(packages, 'foliate-js', path.normalize(rest.join('/')))
        else if (first === 'page.mjs') file = path.join(here, 'foliate-page.mjs')
        else if (first === 'book') file = books[Number(rest[0])]
        const body = readFileSync(file)
        response.writeHead(200, { 'content-type': kinds[path.extname(file)] ?? 'application/octet-stream' })
        response.end(body)
    } catch {
        response.writeHead(404)
        response.end()
    }
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${server.address().port}`

let faults = 0
const browser = await chromium.launch({ executablePath, headless: true, args: quiet })
for (const [number, book] of books.entries()) {
    const before = faults
    const fault = (code, place, words) => {
        faults++
        print('fault', book, code, place, oneLine(words))
    }
    try {
        await Promise.race([walk(number, book, fault), patience(600)])
    } catch (error) {
        fault('CRASH', '', error?.stack ?? error)
    }
    if (faults === before) print('ok', book)
}
await browser.close()
server.close()
print('done', books.length, faults)
process.exit(faults ? 1 : 0)

function patience(seconds) {
    return new Promise((_, reject) => setTimeout(() => reject(new Error(`no end after ${seconds} seconds`)), seconds * 1000).unref())
}

// The reader asks for the style of a body whose frame it has just emptied: a race of its own, books hold no scripts.
function isRace(error) {
    return /'getComputedStyle'.*not of type 'Element'/.test(error.message) && /\/foliate\/[\w-]+\.js/.test(error.stack ?? '')
}

async function newPage(book, fault, colorScheme) {
    const context = await browser.newContext({ viewport: { width: 800, height: 1060 }, colorScheme, deviceScaleFactor: 1 })
    const page = await context.newPage()
    await context.route('**/*', route => {
        const url = route.request().url()
        if (url.startsWith(origin) || /^(blob|data|about):/.test(url)) return route.continue()
        fault('network', '', `the book asks for ${url}`)
        return route.abort()
    })
    page.on('pageerror', error => isRace(error) || fault('script', '', error.message))
    page.on('console', message => {
        if (message.type() === 'error' && !/favicon|sandboxed/.test(message.text() + message.location().url)) fault('console', message.location().url, message.text())
    })
    await page.goto(origin + '/')
    await page.evaluate(async () => { globalThis.reader = await import('/page.mjs') })
    return page
}

async function walk(number, book, fault) {
    const page = await newPage(book, fault, 'light')
    const url = `${origin}/book/${number}`
    await page.evaluate(([url, css]) => reader.open(url, css), [url, readerStyle])
    const facts = await page.evaluate(() => reader.facts())
    for (const key of ['title', 'subtitle', 'language', 'published']) if (facts[key]) print(key, book, facts[key])
    for (const one of facts.authors) print('author', book, one.name, one.role, one.sortAs)
    for (const one of facts.contributors) print('contributor', book, one.name, one.role, one.sortAs)
    for (const one of facts.toc) print('toc', book, one.depth, one.label, one.href)
    for (const one of facts.landmarks) print('landmark', book, one.type, one.label, one.href)
    for (const one of facts.pages) print('page', book, one.label, one.href)
    const links = []
    for (const [index, section] of facts.sections.entries()) {
        const found = await page.evaluate(index => reader.show(index), index)
        for (const words of found.faults) fault('section', section.id, words)
        print('section', book, section.id, section.linear, found.characters, found.images)
        links.push(...found.links)
    }
    const wanted = [
        ...facts.toc.map(item => ({ kind: 'toc', href: item.href, text: item.label })),
        ...facts.landmarks.map(item => ({ kind: 'landmark', href: item.href, text: item.label })),
        ...facts.pages.map(item => ({ kind: 'page', href: item.href, text: item.label })),
        ...links,
    ]
    const landed = new Map()
    for (const { kind, href, text } of wanted) {
        print('link', book, kind, href, text)
        if (!href) {
            fault(kind, '', `a link without a target: ${text}`)
            continue
        }
        if (!landed.has(href)) landed.set(href, await page.evaluate(href => reader.follow(href), href))
        if (landed.get(href)) fault(kind, href, landed.get(href))
        if (kind !== 'noteref') continue
        const note = await page.evaluate(href => reader.pop(href), href)
        if (!note?.text) fault('note', href, 'the note that pops up is empty')
        else print('note', book, href, `${note.tag} ${note.type}`, note.text)
    }
    await page.context().close()
    if (options.shots) for (const scheme of ['light', 'dark']) await shoot(number, book, facts, scheme, fault)
}

async function shoot(number, book, facts, scheme, fault) {
    mkdirSync(options.shots, { recursive: true })
    const page = await newPage(book, fault, scheme)
    await page.evaluate(([url, css]) => reader.open(url, css), [`${origin}/book/${number}`, readerStyle])
    const stem = path.basename(book, '.epub')
    for (const index of facts.sections.keys()) {
        await page.evaluate(index => reader.show(index), index)
        for (let screen = 1; screen <= Number(options.screens); screen++) {
            await page.waitForTimeout(150)
            await page.screenshot({ path: path.join(options.shots, `${stem}-${index}-${screen}-${scheme}.png`) })
            if (!await page.evaluate(() => reader.next())) break
        }
    }
    await page.context().close()
}
