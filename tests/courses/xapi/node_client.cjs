/* The npm client @xapi/xapi against a running store: every resource it knows.

   Run by test_node_client.py with the store's address and credentials in the environment. */
const assert = require("node:assert");
const { createHash, randomUUID } = require("node:crypto");
const xapiModule = require("@xapi/xapi");

const XAPI = xapiModule.default || xapiModule;
const auth = XAPI.toBasicAuth(process.env.XAPI_KEY, process.env.XAPI_SECRET);
const CONTENT = "Bescheinigung";
const ACTIVITY = "https://content.example/course/node";
const VERB = { id: "http://adlnet.gov/expapi/verbs/completed", display: { de: "abgeschlossen" } };

function client(version, adapter) {
  return new XAPI({ endpoint: process.env.XAPI_ENDPOINT, auth, version, adapter });
}

function learner() {
  return {
    objectType: "Agent",
    account: { homePage: "https://kommunalcampus.example", name: randomUUID() },
  };
}

function completed(actor, parts) {
  return {
    actor,
    verb: VERB,
    object: { objectType: "Activity", id: ACTIVITY, definition: { name: { de: "Kurs" } } },
    ...parts,
  };
}

async function refused(deed, status) {
  const error = await deed().then(() => assert.fail(`${status} expected`), (reason) => reason);
  assert.strictEqual((error.response || error).status, status);
}

async function statements(xapi) {
  const actor = learner();
  const single = completed(actor, { id: randomUUID() });
  assert.deepStrictEqual((await xapi.sendStatement({ statement: single })).data, [single.id]);
  assert.deepStrictEqual((await xapi.sendStatement({ statement: single })).data, [single.id]);
  await refused(() => xapi.sendStatement({ statement: { ...single, actor: learner() } }), 409);
  const batch = [completed(actor), completed(actor), completed(actor)];
  assert.strictEqual((await xapi.sendStatements({ statements: batch })).data.length, 3);
  const found = (await xapi.getStatement({ statementId: single.id })).data;
  assert.strictEqual(found.actor.account.name, actor.account.name);

  const page = (await xapi.getStatements({ agent: actor, limit: 3 })).data;
  assert.strictEqual(page.statements.length, 3);
  const rest = (await xapi.getMoreStatements({ more: page.more })).data;
  assert.strictEqual(rest.statements.length, 1);
  assert.strictEqual(rest.more, "");
  const filters = { activity: ACTIVITY, verb: VERB.id, agent: actor, ascending: true };
  assert.strictEqual((await xapi.getStatements(filters)).data.statements[0].id, single.id);

  await xapi.voidStatement({ actor, statementId: single.id });
  await refused(() => xapi.getStatement({ statementId: single.id }), 404);
  const voided = (await xapi.getVoidedStatement({ voidedStatementId: single.id })).data;
  assert.strictEqual(voided.id, single.id);
}

async function attachments(xapi) {
  const content = new TextEncoder().encode(CONTENT);
  const described = {
    usageType: "https://content.example/usage/certificate",
    display: { de: "Bescheinigung" },
    contentType: "text/plain",
    length: content.length,
    sha2: createHash("sha256").update(content).digest("hex"),
  };
  const statement = completed(learner(), { id: randomUUID(), attachments: [described] });
  await xapi.sendStatement({ statement, attachments: [content.buffer] });
  const found = (await xapi.getStatement({ statementId: statement.id, attachments: true })).data;
  const [received, data] = found;
  assert.strictEqual(received.attachments[0].sha2, described.sha2);
  assert.strictEqual(String(data), CONTENT);
}

async function states(xapi) {
  const place = { agent: learner(), activityId: ACTIVITY };
  await xapi.createState({ ...place, stateId: "bookmark", state: { page: 1 } });
  await xapi.createState({ ...place, stateId: "bookmark", state: { sound: true } });
  const found = (await xapi.getState({ ...place, stateId: "bookmark" })).data;
  assert.deepStrictEqual(found, { page: 1, sound: true });
  const etag = (await xapi.getState({ ...place, stateId: "bookmark" })).headers.etag;
  await xapi.setState({
    ...place, stateId: "bookmark", state: { page: 2 }, etag, matchHeader: "If-Match",
  });
  assert.deepStrictEqual((await xapi.getStates(place)).data, ["bookmark"]);
  await xapi.deleteState({ ...place, stateId: "bookmark" });
  await refused(() => xapi.getState({ ...place, stateId: "bookmark" }), 404);
  await xapi.createState({ ...place, stateId: "a", state: {} });
  await xapi.deleteStates(place);
  assert.deepStrictEqual((await xapi.getStates(place)).data, []);
}

async function profiles(xapi, kind, place) {
  const named = { ...place, profileId: "likes" };
  const read = () => xapi[`get${kind}Profile`](named);
  const fresh = { etag: "*", matchHeader: "If-None-Match" };
  await xapi[`create${kind}Profile`]({ ...named, profile: { film: true } });
  await refused(() => xapi[`set${kind}Profile`]({ ...named, profile: {}, ...fresh }), 412);
  const etag = (await read()).headers.etag;
  const guard = { etag, matchHeader: "If-Match" };
  await xapi[`set${kind}Profile`]({ ...named, profile: { text: true }, ...guard });
  assert.deepStrictEqual((await read()).data, { text: true });
  await refused(() => xapi[`set${kind}Profile`]({ ...named, profile: {}, ...guard }), 412);
  assert.deepStrictEqual((await xapi[`get${kind}Profiles`](place)).data, ["likes"]);
  await xapi[`delete${kind}Profile`](named);
  await refused(read, 404);
}

async function objects(xapi) {
  const agent = { ...learner(), name: "Lernende Person" };
  await xapi.sendStatement({ statement: completed(agent) });
  const person = (await xapi.getAgent({ agent })).data;
  assert.strictEqual(person.objectType, "Person");
  assert.deepStrictEqual(person.name, ["Lernende Person"]);
  const activity = (await xapi.getActivity({ activityId: ACTIVITY })).data;
  assert.strictEqual(activity.definition.name.de, "Kurs");
  assert.ok((await xapi.getAbout()).data.version.includes("2.0.0"));
  const stranger = new XAPI({
    endpoint: process.env.XAPI_ENDPOINT, auth: XAPI.toBasicAuth("a", "b"), version: "2.0.0",
  });
  await refused(() => stranger.sendStatement({ statement: completed(agent) }), 401);
}

async function main() {
  for (const version of ["1.0.3", "2.0.0"]) {
    const xapi = client(version, "axios");
    await statements(xapi);
    // With axios in Node the client sends its multipart as application/octet-stream.
    await attachments(client(version, "fetch"));
    await states(xapi);
    await profiles(xapi, "Agent", { agent: learner() });
    await profiles(xapi, "Activity", { activityId: `${ACTIVITY}/${randomUUID()}` });
    await objects(xapi);
  }
}

main().catch((error) => {
  const answer = error.response ? JSON.stringify(error.response.data) : "";
  console.error(error.stack || error, answer);
  process.exit(1);
});
