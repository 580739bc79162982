// Prints a region's midterm plan as JSON.
//
//   node midterm_plan.mjs HOST:PORT regions/REGION/plans/2027-2029 PROTO_FOLDER…
//
// PROTO_FOLDER: the folder `protos` of komplan, and one that holds the google protos (google/api, google/type).
import grpc from "@grpc/grpc-js";
import protoLoader from "@grpc/proto-loader";

const [target, name, ...includeDirs] = process.argv.slice(2);
const definition = protoLoader.loadSync("komplan/region/v1/region_service.proto", {
  includeDirs,
  keepCase: true,
  longs: String, // 64-bit amounts in haléře do not fit a JavaScript number
  defaults: true,
});
const { RegionService } = grpc.loadPackageDefinition(definition).komplan.region.v1;
const client = new RegionService(target, grpc.credentials.createInsecure());

client.GetMidtermPlan({ name }, { deadline: Date.now() + 10_000 }, (error, plan) => {
  client.close();
  if (error) {
    console.error(`${grpc.status[error.code]}: ${error.details}`);
    process.exitCode = 1;
    return;
  }
  console.log(JSON.stringify(plan));
});
