#include "salesops/base/codes.hpp"

namespace salesops::base {

namespace {

// In order of code; one entry per code: titles, then what it means and how to mend it, each zh and en.
constexpr CodeEntry kCodes[] = {
    {"E2001", "文件不能读取", "file cannot be read",
     "导入的文件不存在，是文件夹，或没有读取权限。“-”表示标准输入。",
     "The file to import does not exist, is a folder, or may not be read. \"-\" is standard input."},
    {"E2002", "编码不明", "unknown encoding",
     "文件既不是 UTF-8 也不是 GB18030(GBK、GB2312 "
     "是它的一部分)。两个字节偏移指出各自第一处不符的地方，文件多半损坏或混了两种编码。",
     "The file is neither UTF-8 nor GB18030 (of which GBK and GB2312 are parts). The two byte offsets say "
     "where each fails first; the file is probably damaged or mixes encodings."},
    {"E2003", "不是所说的编码", "not in the given encoding",
     "文件带有字节顺序标记，或用 --encoding 指定了编码，但内容不符。",
     "The file has a byte order mark, or --encoding names an encoding, and its content does not agree."},
    {"E2004", "含有空字符", "NUL character",
     "文本文件没有空字符。常见原因：没有标记的 UTF-16，或把 Excel 文件当成 CSV。",
     "A text file has no NUL characters. Usual causes: UTF-16 without a mark, or an Excel file named .csv."},
    {"E2005", "引号没有结束", "quote never closed", "以引号开始的字段没有结束引号，后面的行都被它吞掉。",
     "A field that begins with a quote has no closing one and swallows the rows behind it."},
    {"E2006", "结束引号后有文字", "text behind a closing quote",
     "引号里的字段以引号结束，后面只能是分隔符或换行；字段里的引号写两次。",
     "A quoted field ends with its quote; only a delimiter or a line end may follow. A quote inside a field "
     "is written twice."},
    {"E2007", "字段过长", "field too long", "一个字段最多 64 KiB,更长的多半是引号不成对。",
     "A field has at most 64 KiB; a longer one is usually a missing quote."},
    {"E2008", "列过多", "too many fields", "一行最多 256 个字段。", "A row has at most 256 fields."},
    {"E2009", "找不到标题行", "no header row", "前 20 行里没有一行含有要找的列名。",
     "None of the first 20 rows holds a name of the columns that are looked for."},
    {"E2010", "缺少列", "missing column", "标题行缺少必需的列；列名可用英文名、中文同义词或方案里的名称。",
     "The header lacks a required column; it may bear the English name, a Chinese synonym or the name of a "
     "preset."},
    {"E2011", "列重复", "column stands twice", "两列是同一个意思，不知道用哪一列。",
     "Two columns mean the same and it is not known which one counts."},
    {"E2013", "单元格数不对", "wrong number of cells",
     "这一行的单元格数和标题行不同，多半是含分隔符的字段没有加引号。",
     "The row has another number of cells than the header, usually because a field with the delimiter is not "
     "quoted."},
    {"E2015", "读取出错", "reading failed", "读文件时系统报错；没有任何改动。",
     "The system reported an error while the file was read; nothing was changed."},
    {"E2016", "系统缺少编码转换", "conversion not available", "系统的 C 库没有这种编码的转换模块。",
     "The C library of this system lacks the conversion for this encoding."},
    {"E2017", "选项值无效", "not a value of the option", "--encoding 或 --delimiter 的值不在可用范围内。",
     "The value of --encoding or --delimiter is not one of those that exist."},
    {"E2020", "不是完好的 XLSX", "not an intact XLSX file",
     "文件损坏、加密或不是 XLSX。旧的 .xls 先转换成 .xlsx。",
     "The file is damaged, encrypted or no XLSX file. Convert old .xls files first."},
    {"E2021", "工作表不明确", "sheet is not clear",
     "没有指定的工作表，或有几个工作表都有同样的标题行。用 --sheet 写名称或序号。",
     "The sheet that was named does not exist, or several have such a header row. Name one with --sheet, by "
     "name or number."},
    {"E2022", "XLSX 过大", "XLSX too large",
     "解压后的内容超过上限(单个部分 512 MiB、压缩比 250、共享文字 256 MiB)。这种文件常用来拖垮程序。",
     "The unpacked content exceeds a limit (512 MiB an entry, ratio 250, 256 MiB of shared texts). Such "
     "files are made to bring programs down."},
    {"E2023", "XLSX 里的 XML 有错", "bad XML inside the XLSX file", "XML 不合语法，或含有文档类型声明。",
     "The XML does not parse or declares a document type."},
    {"E2024", "编号超过 15 位", "number of more than 15 digits in an id",
     "电子表格的数值只保留 15 位，编号的末尾已经变成 0。请把该列设为文本后重新导出。",
     "A spreadsheet keeps 15 digits of a number, so the end of the id has become zeros. Format the column as "
     "text and export again."},
    {"E2025", "公式的错误值", "error value of a formula", "单元格是 #REF!、#N/A 之类的错误值。",
     "The cell holds an error value such as #REF! or #N/A."},
    {"E2026", "没有计算过的公式", "formula never calculated",
     "单元格有公式而没有结果，多半是程序生成的文件。用 Excel 或 WPS 打开并保存一次。",
     "The cell has a formula without a result, usually in a file that a program made. Open it in a "
     "spreadsheet program and save it."},
    {"E2101", "必填单元格为空", "required cell is empty", "必填的单元格不能为空，也不会当作 0。",
     "A required cell may not be empty and is never taken as 0."},
    {"E2102", "不是可用的值", "not an allowed value", "这一列只接受列出的几个值。",
     "The column takes only the values that are listed."},
    {"E2103", "不是日期", "not a date",
     "日期接受 2026-01-05、2026/1/5、2026.1.5、20260105、2026年1月5日或 Excel "
     "序列号，可带时间。不存在的日期（如 2 月 30 日）和日月次序不明的写法（05/01/2026）都不接受。",
     "A date is 2026-01-05, 2026/1/5, 2026.1.5, 20260105, 2026年1月5日 or an Excel serial number, with or "
     "without a time. Days that do not exist (30 February) and texts whose order of day and month is unclear "
     "(05/01/2026) are refused."},
    {"E2104", "文字不合规", "unfit text", "编号不能含控制字符，最多 100 个字符；文字最多 1000 个字符。",
     "An id has no control characters and at most 100 characters, a text at most 1000."},
    {"E2105", "编号被电子表格破坏", "id ruined by a spreadsheet",
     "编号变成了 2.5312E+19 这样的科学计数，末尾数字已经丢失。",
     "The id was turned into scientific notation such as 2.5312E+19; its last digits are lost."},
    {"E2106", "不是整数", "not a whole number", "行号是 1 到 999999 的整数。",
     "A line number is a whole number from 1 to 999999."},
    {"E2107", "不是是或否", "neither yes nor no", "接受 true/false、yes/no、是/否、1/0。",
     "Accepted are true/false, yes/no, 是/否 and 1/0."},
    {"E2110", "小数位过多", "too many decimals",
     "金额的小数位多于币种的小数位（人民币 2 位）。导入从不舍入，请在来源中先处理。",
     "An amount has more decimals than its currency (2 for CNY). Nothing is rounded when it is read; round "
     "it in the source."},
    {"E2111", "千位分隔符位置不对", "misplaced thousands separators",
     "逗号只能每三位一个：1,234,567.89。1,23,4 或 0,123 可能是小数逗号或损坏的数据，因此不接受。",
     "Commas stand before every three digits only: 1,234,567.89. 1,23,4 or 0,123 may be a decimal comma or "
     "damaged data and is refused."},
    {"E2112", "科学计数法", "scientific notation",
     "1.2E+05 这样的数在表格软件中可能已丢失位数。请把该列设为数值或文本后重新导出。",
     "A number like 1.2E+05 may have lost digits in a spreadsheet. Format the column as number or text and "
     "export again."},
    {"E2113", "不是数字", "not a number",
     "单元格为空或含有数字以外的内容。接受：1234.56、1,234.56、-1234.56、(1,234.56)、￥1,234.56、1."
     "2万、全角数字；比率还接受 %。",
     "The cell is empty or holds something else than a number. Accepted: 1234.56, 1,234.56, -1234.56, "
     "(1,234.56), ￥1,234.56, 1.2万 and full-width digits; rates also take %."},
    {"E2114", "数字超出范围", "number out of range",
     "单个金额须在 ±10^15 个最小货币单位（分）以内，数量和权重在 ±10^18 "
     "以内。常见原因是单位弄错（元与万元）。",
     "An amount must lie within ±10^15 minor units (fen), a quantity or weight within ±10^18. A wrong unit "
     "(yuan, 10,000 yuan) is the usual cause."},
    {"E2201", "未知客户", "unknown customer",
     "客户按编码查找，其次按唯一的名称或曾用名；名称比较时全角半角和空白不计，从不模糊匹配。",
     "A customer is found by id, else by a name or former name that is unique; width and blanks do not "
     "matter, nothing is matched fuzzily."},
    {"E2202", "未知组织节点", "unknown node", "节点按编码或唯一的名称查找；先导入 org。",
     "A node is found by id or by a unique name; import org first."},
    {"E2203", "未知业务员", "unknown rep", "业务员按编码或唯一的姓名查找；先导入 reps。",
     "A rep is found by id or by a unique name; import reps first."},
    {"E2204", "未知产品", "unknown product", "产品按编码或唯一的名称查找；先导入 products。",
     "A product is found by id or by a unique name; import products first."},
    {"E2205", "名称不唯一", "name is not unique", "几个编码用同一个名称，请改用编码。",
     "Several ids bear this name; give the id."},
    {"E2206", "未知发票", "unknown invoice", "收款或核销提到的发票还没有导入。",
     "The invoice that a receipt or match names has not been imported."},
    {"E2207", "未知收款单", "unknown receipt", "核销提到的收款单还没有导入。",
     "The receipt that a match names has not been imported."},
    {"E2208", "未知费用科目", "unknown expense category",
     "费用科目按配置 budget.categories 的编号或名称查找。",
     "A category is looked up in budget.categories of the configuration, by id or name."},
    {"E2231", "业绩分成不对", "split of credit is wrong",
     "写成 R1=60%; R2=40%：业务员编码或名称、等号、百分比（至多四位小数），合计恰为 100%。",
     "Write R1=60%; R2=40%: a rep's code or name, an equals sign, a percentage with at most 4 decimals; 100% "
     "in all."},
    {"E2301", "内容冲突", "conflict with what is stored",
     "同一编号已经导入，内容不同。确认后用 --on-conflict update 更新(日志保留旧内容)或 skip 保留原有。",
     "The same number was imported with other content. After checking, use --on-conflict update (the journal "
     "keeps the old content) or skip."},
    {"E2302", "没有这个导入种类", "no such import kind", "可用的种类见 salesops import --help。",
     "The kinds are listed by salesops import --help."},
    {"E2303", "没有账期", "no payment terms", "发票没有到期日，发票、客户、客户类别和默认设置都没有账期。",
     "The invoice states no due date, and neither it nor its customer, the customer's class or the default "
     "has terms."},
    {"E2305", "账期缺少起算日", "day the terms count from is missing",
     "账期从收货、票到、验收或对账起算，文件要给出起算日 base_date。",
     "The terms count from delivery, receipt of the invoice, acceptance or statement; the file must give "
     "that day as base_date."},
    {"E2306", "没有这个导入方案", "no such preset",
     "salesops import --list-presets 列出各方案；自己的写在配置的 imports: 下。",
     "salesops import --list-presets lists them; your own stand under imports: in the configuration."},
    {"E2307", "未知币种", "unknown currency", "币种用 ISO 4217 代码，如 CNY、USD。",
     "A currency is an ISO 4217 code such as CNY or USD."},
    {"E2308", "承兑汇票缺到期日", "draft without maturity", "kind 为 draft 的收款要有票据到期日。",
     "A receipt of kind draft needs its maturity."},
    {"E2309", "不是同一客户", "another customer", "收款和它提到的发票必须属于同一客户、同一币种。",
     "A receipt and the invoice it names belong to the same customer and currency."},
    {"E2310", "方案写了未知字段", "preset names an unknown field", "imports: 里的方案写了该种类没有的字段。",
     "A preset under imports: names a field that its kind does not have."},
    {"E2311", "正负不符", "wrong sign",
     "发票和收款为正；红字发票为负(或 kind credit_note),退款和冲销用 kind 说明；核销金额大于 0。",
     "Invoices and receipts are positive; credit notes are negative, refunds and reversals are told by kind; "
     "a match is more than 0."},
    {"E2312", "不是已导入的收款单", "no imported receipt",
     "kind 为 reversal 的收款在 ref 列写被冲的收款单号;refund 的 ref 不空时也是收款单号。原单要先导入。",
     "A receipt of kind reversal names in ref the receipt that it takes back; a refund may. That one is "
     "imported first."},
    {"E2313", "冲销与原单不同", "reversal differs from its receipt",
     "冲销要与原收款单同客户、同币种，金额不大于原单。",
     "A reversal has the customer and the currency of its receipt and is not above its amount."},
    {"E2314", "核销超出余额", "match exceeds what is left", "核销金额不能超过收款单和发票各自剩余的金额。",
     "A match cannot exceed what the receipt and the invoice have left."},
    {"E2315", "方案不是这个种类的", "preset of another kind", "方案只读一种数据。",
     "A preset reads one kind."},
    {"E2316", "行数不符", "other number of rows than expected",
     "--expect-rows 与文件里正确的行数不同；没有任何改动。",
     "--expect-rows differs from the good rows of the files; nothing was changed."},
    {"E2317", "金额合计不符", "other total than expected",
     "--expect-total 与金额列的合计不同；没有任何改动。每个币种一个合计；没有给合计的币种，文件里不能有。",
     "--expect-total differs from the sum of the amount column; nothing was changed. One total is given for "
     "each "
     "currency; a currency without one must not be in the file."},
    {"E2318", "同一文件里重复", "twice in one file", "同一编号和生效日期在一个文件里有两种内容。",
     "An id stands twice with the same first day and other content in one file."},
    {"E2319", "方案的金额不含税", "amounts without tax", "应收、收款和核销要用价税合计。",
     "Invoices, receipts and matches need amounts with tax."},
    {"E2320", "没有这个批次", "no such batch", "salesops log 列出各批次。",
     "salesops log lists the batches."},
    {"E2321", "批次已撤销", "batch was undone", "一个批次只能撤销一次。", "A batch can be undone once."},
    {"E2322", "批次被用到", "batch is in use", "后来的数据引用了这个批次的行，先撤销那些批次。",
     "Later data refers to rows of this batch; undo those batches first."},
    {"E2323", "一个币种给了两个合计", "two totals for one currency", "--expect-total 每个币种给一次。",
     "--expect-total is given once for each currency."},
    {"E2324", "客户的日历读不出", "calendar of a customer",
     "客户的付款日历写日子（2026-06-12..2026-07-08，每年的写 06-12..07-08）或配置 calendar.named "
     "里的名称，用分号隔开。",
     "The calendar of a customer lists days (2026-06-12..2026-07-08, of every year 06-12..07-08) and names "
     "of "
     "calendar.named, separated by semicolons."},
    {"E2325", "扣款与已存的不同", "other deduction than stored",
     "收款单已导入，它的扣款不由导入改动：用 receivables deduct --reject 拒绝，再用 receivables deduct "
     "另记。",
     "The receipt was imported before; its deductions are not changed by imports: reject with `receivables "
     "deduct "
     "--reject` and enter another with `receivables deduct`."},
    {"E2326", "扣款不完整", "an incomplete deduction",
     "扣款要有发票号码和扣款原因，大于 0，不超过发票金额，写在收款或承兑汇票的行上。",
     "A deduction has an invoice number and a reason, is above 0 and at most the invoice, and stands with a "
     "receipt "
     "or a draft."},
    {"E2327", "扣款原因不认识", "unknown reason of a deduction",
     "扣款原因写 receivables.deductions 的代码或名称。",
     "The reason is a code or name of receivables.deductions."},
};

}  // namespace

std::span<const CodeEntry> import_codes() {
  return kCodes;
}

}  // namespace salesops::base
