// What the node checkers share: where the installed packages are, and how a line of a report is written.
import { createRequire } from 'node:module'
import { existsSync, writeSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = process.env.OFFPRINT_VALIDATORS
if (!folder) {
    console.error('OFFPRINT_VALIDATORS is not set: run tests/run, which installs the validators and sets it')
    process.exit(2)
}

export const packages = path.resolve(folder, 'node/node_modules')
export const require = createRequire(path.join(packages, '..', 'package.json'))
export const load = name => import(pathToFileURL(path.join(packages, name)).href)

export const chromium = process.env.OFFPRINT_CHROMIUM
    ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
if (!chromium) {
    console.error('no chromium found: install it or set OFFPRINT_CHROMIUM')
    process.exit(2)
}

// A browser that talks to nobody.
export const quiet = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-extensions', '--disable-default-apps',
    '--no-default-browser-check', '--disable-dev-shm-usage', '--no-pings', '--disable-domain-reliability',
    '--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication',
]

// One field of a line: backslash, tab and line ends are escaped, so that a line is always one record.
export const field = value => String(value ?? '')
    .replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')

export const oneLine = value => String(value ?? '').replace(/\s+/g, ' ').trim()

// Written at once and in order, also when the process is ended by process.exit.
export const print = (...fields) => {
    let rest = Buffer.from(fields.map(field).join('\t') + '\n')
    while (rest.length) {
        try {
            rest = rest.subarray(writeSync(1, rest))
        } catch (error) {
            if (error.code !== 'EAGAIN') throw error
        }
    }
}
