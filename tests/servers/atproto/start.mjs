// A little Bluesky on this machine, made of its own programs: accounts and OAuth (PDS), the directory of accounts (PLC) and
// the public view that counts likes (AppView). It ends when its standard input does.
import net from 'node:net'
import { createRequire } from 'node:module'

// Every part of it would answer the whole network; here it answers this machine alone.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'object' && first !== null) return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest)
  const done = rest.find((each) => typeof each === 'function')
  return listen.call(this, { port: Number(first) || 0, host: '127.0.0.1' }, ...(done ? [done] : []))
}

// A program under test may be known by a public https address, whose description the servers read: here it stands at another place.
const { STAND_IN_FOR, STAND_IN_AT } = process.env
const fetched = globalThis.fetch
globalThis.fetch = function (input, init) {
  const url = input instanceof Request ? input.url : String(input)
  if (!STAND_IN_FOR || !url.startsWith(STAND_IN_FOR + '/')) return fetched.call(this, input, init)
  const place = url.replace(STAND_IN_FOR, STAND_IN_AT)
  return fetched.call(this, input instanceof Request ? new Request(place, input) : place, init)
}

// The PostgreSQL that tests bring along has no pg_trgm; it serves the search for people's names only, which is not tested here.
const { Client } = createRequire(import.meta.resolve('@atproto/bsky'))('pg')
const query = Client.prototype.query
Client.prototype.query = function (config, ...rest) {
  const text = typeof config === 'string' ? config : (config?.text ?? '')
  if (!/pg_trgm|gist_trgm_ops/.test(text)) return query.call(this, config, ...rest)
  return query.call(this, typeof config === 'string' ? 'select 1' : Object.assign(config, { text: 'select 1', values: [] }), ...rest)
}

// The parts that are needed, and no more: the whole of the kit also starts what moderators use.
const { TestBsky, TestBsync, TestPds, TestPlc, mockNetworkUtilities } = await import('@atproto/dev-env')
const { PDS_PORT, PLC_PORT, APPVIEW_PORT, DB_POSTGRES_URL: dbUrl } = process.env
const apiKey = 'bsync-api-key'
const plc = await TestPlc.create({ port: Number(PLC_PORT) })
const bsync = await TestBsync.create({ apiKeys: [apiKey], dbUrl, dbSchema: 'bsync_devenv' })
const bsky = await TestBsky.create({
  port: Number(APPVIEW_PORT),
  publicUrl: `http://localhost:${APPVIEW_PORT}`,
  plcUrl: plc.url,
  pdsPort: Number(PDS_PORT),
  bsyncApiKey: apiKey,
  bsyncUrl: bsync.url,
  repoProvider: `ws://localhost:${PDS_PORT}`,
  dbPostgresSchema: 'appview_devenv',
  dbPostgresUrl: dbUrl,
  redisHost: process.env.REDIS_HOST,
  labelsFromIssuerDids: [],
})
bsync.ctx.dataplaneClients = [bsky.ctx.dataplane]
const pds = await TestPds.create({
  port: Number(PDS_PORT),
  hostname: 'localhost',
  didPlcUrl: plc.url,
  bskyAppViewUrl: bsky.url,
  bskyAppViewDid: bsky.ctx.cfg.serverDid,
  inviteRequired: false,
  enableDidDocWithSession: true,
})
mockNetworkUtilities(pds, bsky)

// Whoever started us is gone or wants us gone: the cache that was started for us goes too.
const [host, port] = process.env.REDIS_HOST.split(':')
const leave = () => {
  const cache = net.connect(Number(port), host, () => cache.end('SHUTDOWN NOSAVE\r\n'))
  cache.on('error', () => {}).on('close', () => process.exit(0))
  setTimeout(() => process.exit(0), 1000)
}
process.stdin.on('end', leave).on('error', leave).resume()
process.on('SIGTERM', leave)
console.log('READY')
