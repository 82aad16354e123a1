#include "contracts/palm_springs/sample/generator/management/classes.h"

namespace mou::sample::management_unit {

const std::vector<ClassEntry>& classes() {
  // clang-format off
  static const std::vector<ClassEntry> entries{
      {"Account Technician, Senior", 1, "", true},
      {"Accountant", 1},
      {"Accounting Supervisor", 1},
      {"Administrative Assistant", 1},
      {"Administrative Secretary", 1, "", true},
      {"Airport Administration Manager", 1},
      {"Airport Maintenance Superintendent", 1},
      {"Airport Operations Manager", 1},
      {"Airport Operations Supervisor", 1},
      {"Airport Security Coordinator", 1},
      {"Animal Control Supervisor", 1, "", true},
      {"Arts & Special Projects Coordinator", 1},
      {"Assistant Director of Finance", 1},
      {"Assistant Planner", 1, "", true},
      {"Associate Civil Engineering", 1},
      {"Associate Planner", 1, "", true},
      {"Assistant Director of Public Works/Assistant City Engineering", 1},
      {"Budget Audit & Revenue Supervisor", 1},
      {"Building & Safety Supervisor", 1},
      {"Chief Deputy City Clerk", 1},
      {"Communications & Records Manager", 1},
      {"Community Center Manager", 1},
      {"Community Development Administrator", 1},
      {"Deputy City Clerk", 1, "", true},
      {"Deputy City Treasurer", 1},
      {"Deputy Director of Aviation-Marketing, Comm, ASD", 1},
      {"Deputy Director of Aviation-Operations & Maintenance", 1},
      {"Economic Development/Downtown Admin", 1},
      {"Emergency Services Coordinator", 1},
      {"Engineering Assistant", 1, "", true},
      {"Engineering Associate", 1},
      {"Financial Analyst, Senior", 1},
      {"Fleet Maintenance Manager", 1},
      {"Human Resources Manager", 1},
      {"Human Resources Specialist II", 1},
      {"Information Technology Manager", 1},
      {"Librarian", 1},
      {"Library & Public Services Manager", 1},
      {"Library Operations & Collections Manager", 1},
      {"Maintenance Supervisor", 1},
      {"Payroll Coordinator", 1, "", true},
      {"PC/Network Administrator", 1},
      {"PC/Network Administrator, Senior", 1},
      {"Planning Administration Coordinator", 1, "", true},
      {"Principal Planner", 1},
      {"Procurement & Contracting Manager", 1},
      {"Procurement Specialist I", 1},
      {"Procurement Specialist II", 1},
      {"Public Works Administrator", 1},
      {"Public Works Inspector, Senior", 1, "", true},
      {"Redevelopment Coordinator", 1},
      {"Special Events Coordinator/Villagefest", 1},
      {"Street Maintenance Superintendent", 1},
      {"Systems/Network Admin, Senior", 1},
  };
  // clang-format on
  return entries;
}

}  // namespace mou::sample::management_unit
