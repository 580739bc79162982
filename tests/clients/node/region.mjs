// Reads what a region tells everybody, and prints it as JSON.
//
//   node region.mjs HOST:PORT WHAT NAME PROTO_FOLDER…
//
// WHAT and the NAME that goes with it:
//   directory   regions/REGION                    its planning areas, and how current the copy of each is
//   roll-up     regions/REGION/roll-ups/2027-2029 what the plans of its cities add up to, as the copies stand now
//   needs       regions/REGION/need-rounds/2027   a round of needs: who reported, who is silent, and the figures
//   network     regions/REGION                    the network of services today
//   money       regions/REGION                    money of three years by year and source (a year as `NAME#2027`)
//
// PROTO_FOLDER: the folder `protos` of komplan, and one that holds the google protos (google/api, google/type).
import grpc from "@grpc/grpc-js";
import protoLoader from "@grpc/proto-loader";

const [target, what, name, ...includeDirs] = process.argv.slice(2);
const options = {
  includeDirs,
  keepCase: true,
  longs: String, // 64-bit amounts in haléře do not fit a JavaScript number
  defaults: true,
};
const opened = [];

/** A service of the region by its name; `file` is its proto. */
function service(file, title) {
  const definition = protoLoader.loadSync(`komplan/region/v1/${file}.proto`, options);
  const Client = grpc.loadPackageDefinition(definition).komplan.region.v1[title];
  const client = new Client(target, grpc.credentials.createInsecure());
  opened.push(client);
  return (method, request) =>
    new Promise((resolve, reject) =>
      client[method](request, { deadline: Date.now() + 10_000 }, (error, found) =>
        error ? reject(error) : resolve(found),
      ),
    );
}

/** Everything that a method lists under `field`, page by page. */
async function everything(ask, method, request, field) {
  const found = [];
  let page_token = "";
  do {
    const page = await ask(method, { ...request, page_token });
    found.push(...page[field]);
    page_token = page.next_page_token;
  } while (page_token);
  return found;
}

const read = {
  directory: () =>
    everything(service("region_service", "RegionService"), "ListMunicipalities", { parent: name, page_size: 100 }, "municipalities"),
  "roll-up": () => service("region_service", "RegionService")("GetRollUp", { name }),
  async needs() {
    const ask = service("needs_service", "NeedsService");
    const round = await ask("GetNeedRound", { name });
    const coverage = await ask("GetNeedCoverage", { name });
    const parent = name.split("/").slice(0, 2).join("/");
    return { round, coverage, figures: await ask("GetNeedFigures", { parent, from_year: round.year }) };
  },
  network: () => service("network_service", "NetworkService")("GetNetwork", { parent: name }),
  money() {
    const [parent, year] = name.split("#");
    return service("money_service", "MoneyService")("GetMoney", { parent, from_year: Number(year) });
  },
};

try {
  if (!Object.hasOwn(read, what)) throw new Error(`${what}: choose of ${Object.keys(read).join(", ")}`);
  console.log(JSON.stringify(await read[what]()));
} catch (error) {
  console.error(error.code === undefined ? error.message : `${grpc.status[error.code]}: ${error.details}`);
  process.exitCode = 1;
} finally {
  for (const client of opened) client.close();
}
