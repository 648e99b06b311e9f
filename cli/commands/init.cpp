#include <CLI/App.hpp>
#include <filesystem>
#include <memory>

#include "commands/commands.hpp"
#include "salesops/app/setup.hpp"
#include "workspace.hpp"

namespace salesops::cli {

namespace {

struct InitOptions {
  std::string folder = ".";
  std::string name;
  bool demo = false;
};

int init(Session& session, const InitOptions& given) {
  app::InitRequest request;
  const std::filesystem::path folder =
      std::filesystem::path(context_request(session).current_folder) / given.folder;
  request.folder = folder.lexically_normal().string();
  if (request.folder.size() > 1 && request.folder.ends_with('/')) request.folder.pop_back();
  request.shown = given.folder;
  request.name = given.name;
  request.program = program_path();
  request.demo = given.demo;
  request.dry_run = session.options.dry_run;
  request.lang = session.lang();
  return session.finish(app::init_workspace(request));
}

}  // namespace

void add_init(CLI::App& app, Run& run, const Say& say) {
  auto given = std::make_shared<InitOptions>();
  app.add_option("DIR", given->folder,
                 say("放工作区的文件夹，没有则新建（默认当前文件夹）",
                     "folder of the workspace, made if missing (default: the current one)"));
  CLI::Option* name = app.add_option("--name", given->name, say("公司名称", "name of the company"));
  app.add_flag("--demo", given->demo,
               say("复制示例公司及其数据文件", "copy the sample company with its data files"))
      ->excludes(name);
  app.callback([&run, given] { run = [given](Session& session) { return init(session, *given); }; });
}

}  // namespace salesops::cli
