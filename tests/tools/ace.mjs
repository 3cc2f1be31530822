// Runs Ace over many books in one process with one browser. Prints, for each book, one `ok` line or a `fault` line for
// every violation, of whatever impact. Arguments: the books.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { chromium, oneLine, print, quiet, require } from './common.mjs'

process.env.PUPPETEER_EXECUTABLE_PATH = chromium

// The runner names its own flags for the browser: ours are added where it starts it.
const puppeteer = createRequire(require.resolve('@daisy/ace-axe-runner-puppeteer'))('puppeteer')
const launch = puppeteer.launch.bind(puppeteer)
puppeteer.launch = options => launch({ ...options, args: [...options.args, ...quiet], timeout: 60_000 })

const ace = require('@daisy/ace-core')
const runner = require('@daisy/ace-axe-runner-puppeteer')
const shared = { ...runner, launch: async () => {}, close: async () => {} }

const books = process.argv.slice(2)
const scratch = mkdtempSync(path.join(os.tmpdir(), 'offprint-ace-'))
let faults = 0
require('@daisy/ace-logger').initLogger({ silent: true, fileName: path.join(scratch, 'ace.log') })

try {
    await runner.launch()
} catch (error) {
    console.error(`ace: the browser did not start: ${error}`)
    process.exit(2)
}
async function check(number, book) {
    const found = []
    const out = path.join(scratch, String(number))
    try {
        const [, report] = await ace(book, { cwd: process.cwd(), outdir: out }, shared)
        for (const document of report.assertions) {
            for (const { 'earl:test': test, 'earl:result': result } of document.assertions) {
                if (result['earl:outcome'] !== 'fail') continue
                const place = document['earl:testSubject'].url + ' ' + (result['earl:pointer']?.cfi ?? []).flat().join(' ')
                found.push([test['dct:title'], place.trim(), `${test['earl:impact']}: ${result['dct:description']} ${result.html ?? ''}`])
            }
        }
        const outcome = report['earl:result']['earl:outcome']
        if (outcome !== 'pass' && !found.length) found.push(['outcome', '', outcome])
    } catch (error) {
        found.push(['CRASH', '', error?.stack ?? error])
    }
    rmSync(out, { recursive: true, force: true })
    for (const [code, place, words] of found) print('fault', book, code, place, oneLine(words))
    if (!found.length) print('ok', book)
    faults += found.length
}

// Two books at a time: each waits for the browser most of its time.
const queue = books.entries()
const worker = async () => {
    for (const [number, book] of queue) await check(number, book)
}
await Promise.all([worker(), worker()])
await runner.close()
rmSync(scratch, { recursive: true, force: true })
print('done', books.length, faults)
process.exit(faults ? 1 : 0)
