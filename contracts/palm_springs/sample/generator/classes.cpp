#include "contracts/palm_springs/sample/generator/classes.h"

#include <algorithm>

namespace mou::sample {

const std::vector<ClassEntry>& classes() {
  // clang-format off
  static const std::vector<ClassEntry> entries{
      {"Account Clerk", 1, "Finance"},
      {"Account Clerk II", 3, "Finance"},
      {"Account Specialist", 3, "Finance"},
      {"Account Specialist II", 2, "Finance"},
      {"Airport Maintenance Technician, Senior", 2, "Airport", true},
      {"Airport Operations Aide", 3, "Airport", true},
      {"Airport Operations Specialist", 6, "Airport", true, true},
      {"Airport Operations Specialist II", 3, "Airport", true, true},
      {"Animal Control Officer", 2, "Police", true},
      {"Aquatics Supervisor", 1, "Recreation"},
      {"Broadcast Assistant", 1, ""},
      {"Building Inspector", 3, "Building and Safety", false, false, "ICC Building Inspector"},
      {"Building Maintenance Mechanic, Senior", 1, "Facilities Maintenance", true},
      {"Clerical Assistant", 2, ""},
      {"Code Compliance Officer", 4, "Building and Safety", true, false, "CACEO"},
      {"Cogeneration Technician", 1, "Facilities Maintenance", true},
      {"Cogeneration Technician Senior", 0, "Facilities Maintenance", true},
      {"Community Service Officer", 5, "Police"},
      {"Crime Analyst", 1, "Police"},
      {"Crime Scene Technician", 2, "Police"},
      {"Dispatcher", 8, "Police", false, true},
      {"Dispatcher Supervisor", 2, "Police", false, true},
      {"Economic Development Program Assistant", 1, "Community Development"},
      {"Engineering Secretary/Counter Technician", 1, "Public Works"},
      {"Engineering Technician", 2, "Public Works", true},
      {"Executive Services Assistant", 1, "Administration"},
      {"Fire Prevention Specialist", 1, ""},
      {"Fleet Maintenance Technician I", 1, "Fleet Operations", true},
      {"Fleet Maintenance Technician II", 2, "Fleet Operations", true},
      {"Fleet Maintenance Technician III", 3, "Fleet Operations", true, false, "California Fire Mechanic"},
      {"Fleet Maintenance Technician III/Service Writer", 1, "Fleet Operations", true, false, "California Fire Mechanic"},
      {"Heavy Equipment Operator & Sr Street/Traffic Maint. Worker", 2, "Public Works", true},
      {"Housing Program Assistant", 1, "Community Development"},
      {"Human Resources Technician", 1, "Administration"},
      {"Information Technology Technician", 2, "Administration"},
      {"Jail Transport Officer", 2, "Police", false, true},
      {"Library Assistant", 4, "Library"},
      {"Library Assistant, Senior", 1, "Library"},
      {"Library Page", 2, "Library"},
      {"Lifeguard", 3, "Recreation"},
      {"Lifeguard, Lead", 1, "Recreation"},
      {"Literacy Coordinator", 1, "Library"},
      {"Maintenance Electrician", 2, "Facilities Maintenance", true},
      {"Maintenance Electrician (HVAC)", 1, "Facilities Maintenance", true},
      {"Maintenance Worker, Lead", 1, "Facilities Maintenance", true},
      {"Maintenance Mechanic I", 2, "Parks", true},
      {"Maintenance Technician I", 3, "Facilities Maintenance", true},
      {"Maintenance Technician II", 3, "Facilities Maintenance", true},
      {"Maintenance Worker I", 4, "Facilities Maintenance", true},
      {"Parts & Office Assistant", 1, "Fleet Operations"},
      {"Parts Specialist", 1, "Fleet Operations", true, false, "CNG"},
      {"Permit Center Technician", 1, "Building and Safety", false, false, "ICC"},
      {"Planning Technician", 2, "Community Development"},
      {"Plans Examiner", 1, "Building and Safety", false, false, "ICC"},
      {"Plans Examiner II", 0, "Building and Safety", false, false, "ICC"},
      {"Police Records Technician", 5, "Police", false, true},
      {"Police Services Officer", 3, "Police"},
      {"Police Services Supervisor", 1, "Police"},
      {"Police Trainee", 1, "Police"},
      {"Professional Standards Coordinator", 1, "Police"},
      {"Program Coordinator", 1, "Recreation"},
      {"Property Technician", 1, "Police"},
      {"Public Works Inspector", 2, "Public Works", true, false, "ACIA"},
      {"Rangemaster", 1, "Police"},
      {"Recreation Program Aide", 1, "Recreation"},
      {"Recreation Program Assistant", 1, "Recreation"},
      {"Secretary", 3, ""},
      {"Secretary, Senior", 2, ""},
      {"Street/Traffic Maintenance Lead Worker", 1, "Public Works", true},
      {"Street/Traffic Maintenance Worker", 5, "Public Works", true},
  };
  // clang-format on
  return entries;
}

const ClassEntry& class_named(const std::string& title) {
  return *std::find_if(classes().begin(), classes().end(),
                       [&](const ClassEntry& entry) { return entry.title == title; });
}

}  // namespace mou::sample
