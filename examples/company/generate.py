#!/usr/bin/env python3
"""Writes the CSV files of the sample company into data/ beside this script.

The company, its people and its customers are invented. The output depends on
nothing but this file: all chance comes from one small generator with a fixed
seed, all money is counted in whole fen, and no clock or locale is read.
"""
import csv
import io
import os
from datetime import date, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "data")
COMPANY = "华东禾穗食品有限公司"
FIRST = date(2025, 5, 1)      # first day with documents in the files
LAST = date(2026, 10, 31)     # nothing is dated later


# ---------------------------------------------------------------- chance

class Dice:
    """A 64-bit linear congruential generator; the high bits are used."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, permille):
        return self.below(1000) < permille

    def pick(self, items):
        return items[self.below(len(items))]


dice = Dice(20260217)


# ---------------------------------------------------------------- calendar

def days(first, last):
    return {first + timedelta(n) for n in range((last - first).days + 1)}


HOLIDAYS = (
    days(date(2025, 1, 1), date(2025, 1, 1)) | days(date(2025, 1, 28), date(2025, 2, 4))
    | days(date(2025, 4, 4), date(2025, 4, 6)) | days(date(2025, 5, 1), date(2025, 5, 5))
    | days(date(2025, 5, 31), date(2025, 6, 2)) | days(date(2025, 10, 1), date(2025, 10, 8))
    | days(date(2026, 1, 1), date(2026, 1, 3)) | days(date(2026, 2, 15), date(2026, 2, 23))
    | days(date(2026, 4, 4), date(2026, 4, 6)) | days(date(2026, 5, 1), date(2026, 5, 5))
    | days(date(2026, 6, 19), date(2026, 6, 21)) | days(date(2026, 9, 25), date(2026, 9, 27))
    | days(date(2026, 10, 1), date(2026, 10, 7)))
MAKE_UP = {date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28),
           date(2025, 10, 11), date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28),
           date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)}


def is_workday(day):
    return day in MAKE_UP or (day.weekday() < 5 and day not in HOLIDAYS)


def workday_from(day):
    while not is_workday(day):
        day += timedelta(1)
    return day


def workday_until(day):
    while not is_workday(day):
        day -= timedelta(1)
    return day


def add_months(year, month, count):
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def month_end(year, month):
    year, month = add_months(year, month, 1)
    return date(year, month, 1) - timedelta(1)


def months(first, last):
    """(year, month) pairs, both ends included."""
    while first <= last:
        yield first
        first = add_months(*first, 1)


def due_date(terms, base):
    rule, _, number = terms.partition(":")
    if rule == "net":
        return base + timedelta(int(number))
    if rule == "eom_days":
        return month_end(base.year, base.month) + timedelta(int(number))
    if rule == "eom_months":
        return month_end(*add_months(base.year, base.month, int(number)))
    return base                                   # cod, prepay


# ---------------------------------------------------------------- master data

ORG = [  # id, name, kind, parent
    ("HD", COMPANY, "company", ""),
    ("HD-N", "苏皖大区", "region", "HD"),
    ("HD-S", "沪浙闽大区", "region", "HD"),
    ("HD-JS", "江苏省区", "area", "HD-N"),
    ("HD-AH", "安徽省区", "area", "HD-N"),
    ("HD-SH", "上海片区", "area", "HD-S"),
    ("HD-ZJ", "浙江省区", "area", "HD-S"),
    ("HD-FJ", "福建省区", "area", "HD-S"),
    ("HD-SH-PD", "浦东办事处", "city", "HD-SH"),
    ("HD-SH-PX", "浦西办事处", "city", "HD-SH"),
    ("HD-JS-NJ", "南京办事处", "city", "HD-JS"),
    ("HD-JS-SZ", "苏州办事处", "city", "HD-JS"),
    ("HD-JS-WX", "无锡办事处", "city", "HD-JS"),
    ("HD-JS-NT", "南通办事处", "city", "HD-JS"),
    ("HD-ZJ-HZ", "杭州办事处", "city", "HD-ZJ"),
    ("HD-ZJ-NB", "宁波办事处", "city", "HD-ZJ"),
    ("HD-ZJ-WZ", "温州办事处", "city", "HD-ZJ"),
    ("HD-AH-HF", "合肥办事处", "city", "HD-AH"),
    ("HD-AH-WH", "芜湖办事处", "city", "HD-AH"),
    ("HD-FJ-FZ", "福州办事处", "city", "HD-FJ"),
    ("HD-FJ-XM", "厦门办事处", "city", "HD-FJ"),
]
CITIES = [row[0] for row in ORG if row[2] == "city"]
NODE_NAME = {row[0]: row[1] for row in ORG}

# Real yearly growth of each city, and the growth its 2026 target asks for (permille).
GROWTH = {"HD-SH-PD": 60, "HD-SH-PX": -40, "HD-JS-NJ": 150, "HD-JS-SZ": 110, "HD-JS-WX": 40,
          "HD-JS-NT": 180, "HD-ZJ-HZ": 140, "HD-ZJ-NB": 20, "HD-ZJ-WZ": -130, "HD-AH-HF": 260,
          "HD-AH-WH": -60, "HD-FJ-FZ": 90, "HD-FJ-XM": 200}
PLANNED = {"HD-SH-PD": 80, "HD-SH-PX": 60, "HD-JS-NJ": 120, "HD-JS-SZ": 110, "HD-JS-WX": 100,
           "HD-JS-NT": 140, "HD-ZJ-HZ": 120, "HD-ZJ-NB": 90, "HD-ZJ-WZ": 60, "HD-AH-HF": 200,
           "HD-AH-WH": 80, "HD-FJ-FZ": 110, "HD-FJ-XM": 150}

# Seasonal index in permille. The 2026 Spring Festival is on 02-17: January carries the gift season.
SEASON = {(2024, 12): 1250, (2025, 1): 1150, (2025, 2): 640, (2025, 3): 880, (2025, 4): 920,
          (2025, 5): 950, (2025, 6): 970, (2025, 7): 1010, (2025, 8): 1020, (2025, 9): 1190,
          (2025, 10): 900, (2025, 11): 1040, (2025, 12): 1200, (2026, 1): 1380, (2026, 2): 620,
          (2026, 3): 860, (2026, 4): 930, (2026, 5): 950, (2026, 6): 980, (2026, 7): 1010,
          (2026, 8): 1030, (2026, 9): 1180, (2026, 10): 910, (2026, 11): 1030, (2026, 12): 1120}

REPS = [  # id, name, node, valid_from, valid_to
    ("R001", "周海宁", "HD-SH-PD", "2020-01-01", ""),
    ("R002", "吴佳怡", "HD-SH-PD", "2021-03-01", ""),
    ("R003", "郑立群", "HD-SH-PX", "2020-01-01", ""),
    ("R004", "钱思远", "HD-SH-PX", "2022-07-01", ""),
    ("R005", "孙文博", "HD-JS-NJ", "2020-01-01", ""),
    ("R006", "李若彤", "HD-JS-NJ", "2023-02-15", ""),
    ("R006", "李若彤", "HD-JS-NT", "2026-04-01", ""),
    ("R007", "冯启航", "HD-JS-SZ", "2020-06-01", ""),
    ("R008", "陈雨桐", "HD-JS-SZ", "2021-09-01", ""),
    ("R008", "陈雨桐", "HD-JS-WX", "2026-03-01", ""),
    ("R009", "褚志强", "HD-JS-WX", "2020-01-01", ""),
    ("R010", "卫明珠", "HD-JS-NT", "2022-01-01", ""),
    ("R011", "蒋浩然", "HD-ZJ-HZ", "2020-01-01", ""),
    ("R011", "蒋浩然", "HD-ZJ", "2026-06-01", ""),
    ("R012", "沈梦瑶", "HD-ZJ-HZ", "2022-04-01", ""),
    ("R013", "韩子轩", "HD-ZJ-NB", "2020-01-01", ""),
    ("R014", "杨晓峰", "HD-ZJ-WZ", "2021-01-01", ""),
    ("R015", "朱丽华", "HD-AH-HF", "2020-10-01", ""),
    ("R016", "秦国栋", "HD-AH-HF", "2023-05-01", ""),
    ("R016", "秦国栋", "HD-AH-WH", "2026-07-01", ""),
    ("R017", "许静雯", "HD-AH-WH", "2021-05-01", "2026-08-31"),
    ("R018", "何俊杰", "HD-FJ-FZ", "2020-01-01", ""),
    ("R019", "吕婉清", "HD-FJ-XM", "2020-01-01", ""),
    ("R020", "施亦凡", "HD-ZJ-HZ", "2026-05-18", ""),
]
REP_NAME = {row[0]: row[1] for row in REPS}


def reps_at(city, day):
    now = {}                                       # the later row of a rep ends the earlier one
    for rep, _, node, since, until in REPS:
        if since <= day.isoformat():
            now[rep] = node if not until or day.isoformat() <= until else None
    return [rep for rep in sorted(now) if now[rep] == city]


# How a dealer pays:
#   prompt, slow, late, verylate  days after the due date, see DELAY
#   named                         one receipt per invoice, the receipt names the invoice
#   account                       pays on three days of the month, on account
#   listed                        like account, with a list of invoices (becomes matches.csv)
DELAY = {"prompt": (-6, 0), "slow": (-3, 8), "late": (8, 32), "verylate": (70, 150)}

CUSTOMERS = [  # id, name, city, rep, terms, yearly sales in 万元, class, behaviour, way of paying
    ("010001", "上海鼎沣食品（集团）有限公司", "HD-SH-PD", "R001", "eom_months:2", 520, "商超", "prompt", "listed"),
    ("010002", "上海浦润商贸有限公司", "HD-SH-PD", "R001", "net:30", 260, "经销商", "prompt", "named"),
    ("010003", "上海海汇禾供应链（上海）有限公司", "HD-SH-PD", "R002", "eom_days:30", 230, "经销商", "slow", "account"),
    ("010004", "上海临港悦选百货有限公司", "HD-SH-PD", "R002", "net:45", 140, "商超", "slow", "named"),
    ("010005", "上海川沙仁和副食品经营部", "HD-SH-PD", "R002", "cod", 60, "经销商", "prompt", "named"),
    ("010023", "上海百味聚餐饮管理有限公司", "HD-SH-PX", "R003", "net:30", 210, "团购", "late", "account"),
    ("010024", "上海静联便利连锁有限公司", "HD-SH-PX", "R003", "eom_months:1", 340, "商超", "prompt", "listed"),
    ("010025", "上海徐汇禾丰贸易有限公司", "HD-SH-PX", "R004", "net:45", 160, "经销商", "slow", "account"),
    ("010026", "上海长宁优品惠电子商务有限公司", "HD-SH-PX", "R004", "prepay", 150, "电商", "prompt", "account"),
    ("010027", "上海嘉定兴旺食品批发部", "HD-SH-PX", "R004", "net:30", 90, "经销商", "verylate", "account"),
    ("020001", "南京金陵源商贸有限公司", "HD-JS-NJ", "R005", "net:30", 320, "经销商", "prompt", "named"),
    ("020002", "南京禾邻汇（南京）超市有限公司", "HD-JS-NJ", "R005", "eom_months:2", 380, "商超", "slow", "listed"),
    ("020003", "南京江宁通达食品有限公司", "HD-JS-NJ", "R006", "eom_days:30", 170, "经销商", "prompt", "account"),
    ("020004", "南京六合德顺贸易行", "HD-JS-NJ", "R006", "net:30", 80, "经销商", "late", "named"),
    ("020005", "扬州瘦湖春食品有限公司", "HD-JS-NJ", "R006", "eom_months:1", 150, "经销商", "prompt", "account"),
    ("020011", "苏州恒裕丰商贸有限公司", "HD-JS-SZ", "R007", "net:30", 360, "经销商", "prompt", "named"),
    ("020012", "苏州园区乐购汇（苏州）商业有限公司", "HD-JS-SZ", "R007", "eom_months:1", 300, "商超", "prompt", "listed"),
    ("020013", "昆山正茂食品有限公司", "HD-JS-SZ", "R008", "net:45", 210, "经销商", "slow", "account"),
    ("020014", "常熟虞山供销商贸有限公司", "HD-JS-SZ", "R008", "eom_days:30", 160, "经销商", "prompt", "named"),
    ("020015", "太仓港城副食有限公司", "HD-JS-SZ", "R007", "net:30", 100, "经销商", "late", "account"),
    ("020021", "无锡惠泉商贸有限公司", "HD-JS-WX", "R009", "net:30", 250, "经销商", "prompt", "named"),
    ("020022", "江阴澄江食品批发有限公司", "HD-JS-WX", "R009", "eom_days:30", 190, "经销商", "slow", "account"),
    ("020023", "宜兴陶都优选超市有限公司", "HD-JS-WX", "R009", "eom_months:1", 150, "商超", "prompt", "listed"),
    ("020024", "常州龙城佳味食品有限公司", "HD-JS-WX", "R009", "net:45", 170, "经销商", "slow", "named"),
    ("020031", "南通濠河商贸有限公司", "HD-JS-NT", "R010", "net:30", 180, "经销商", "prompt", "named"),
    ("020032", "启东江海食品有限公司", "HD-JS-NT", "R010", "eom_days:30", 110, "经销商", "slow", "account"),
    ("020033", "如皋长寿源商贸有限公司", "HD-JS-NT", "R010", "eom_months:1", 100, "经销商", "prompt", "account"),
    ("030001", "杭州西泠百货（集团）有限公司", "HD-ZJ-HZ", "R011", "eom_months:2", 420, "商超", "prompt", "listed"),
    ("030002", "杭州钱江源商贸有限公司", "HD-ZJ-HZ", "R011", "net:30", 310, "经销商", "prompt", "named"),
    ("030003", "杭州云栖优购电子商务有限公司", "HD-ZJ-HZ", "R012", "prepay", 220, "电商", "prompt", "account"),
    ("030004", "杭州萧山万利食品有限公司", "HD-ZJ-HZ", "R012", "net:45", 190, "经销商", "slow", "named"),
    ("030005", "嘉兴南湖禾香贸易有限公司", "HD-ZJ-HZ", "R012", "eom_days:30", 150, "经销商", "slow", "account"),
    ("030006", "湖州莫干山副食品有限公司", "HD-ZJ-HZ", "R011", "net:30", 90, "经销商", "late", "account"),
    ("030011", "宁波甬江食品有限公司", "HD-ZJ-NB", "R013", "net:30", 280, "经销商", "prompt", "named"),
    ("030012", "宁波东钱湖（宁波）商业有限公司", "HD-ZJ-NB", "R013", "eom_months:1", 240, "商超", "prompt", "listed"),
    ("030013", "慈溪杭湾商贸有限公司", "HD-ZJ-NB", "R013", "net:45", 150, "经销商", "slow", "account"),
    ("030014", "余姚阳明副食品有限公司", "HD-ZJ-NB", "R013", "eom_days:30", 90, "经销商", "slow", "named"),
    ("030021", "温州瓯越商贸有限公司", "HD-ZJ-WZ", "R014", "net:30", 180, "经销商", "late", "account"),
    ("030022", "瑞安飞云食品有限公司", "HD-ZJ-WZ", "R014", "eom_days:30", 110, "经销商", "slow", "named"),
    ("030023", "乐清雁荡供销有限公司", "HD-ZJ-WZ", "R014", "net:45", 90, "经销商", "verylate", "account"),
    ("030024", "台州椒江海味行", "HD-ZJ-WZ", "R014", "cod", 50, "经销商", "prompt", "named"),
    ("040001", "合肥庐州源商贸有限公司", "HD-AH-HF", "R015", "net:30", 240, "经销商", "prompt", "named"),
    ("040002", "合肥徽满家超市（连锁）有限公司", "HD-AH-HF", "R015", "eom_months:2", 260, "商超", "prompt", "listed"),
    ("040003", "六安皋城食品有限公司", "HD-AH-HF", "R016", "eom_days:30", 90, "经销商", "prompt", "account"),
    ("040004", "蚌埠淮上贸易有限公司", "HD-AH-HF", "R016", "net:30", 80, "经销商", "late", "named"),
    ("040005", "安庆宜城商贸有限公司", "HD-AH-HF", "R016", "eom_months:1", 80, "经销商", "prompt", "account"),
    ("040011", "芜湖镜湖商贸有限公司", "HD-AH-WH", "R017", "net:30", 150, "经销商", "prompt", "named"),
    ("040012", "芜湖鸠兹食品有限公司", "HD-AH-WH", "R017", "net:45", 110, "经销商", "slow", "account"),
    ("040013", "马鞍山采石副食品批发部", "HD-AH-WH", "R017", "cod", 40, "经销商", "prompt", "named"),
    ("040014", "宣城敬亭山商贸有限公司", "HD-AH-WH", "R017", "net:30", 70, "经销商", "verylate", "account"),
    ("050001", "福州闽江源商贸有限公司", "HD-FJ-FZ", "R018", "net:30", 230, "经销商", "prompt", "named"),
    ("050002", "福州榕城汇悦（福州）百货有限公司", "HD-FJ-FZ", "R018", "eom_months:1", 200, "商超", "prompt", "listed"),
    ("050003", "莆田湄洲食品有限公司", "HD-FJ-FZ", "R018", "net:45", 120, "经销商", "slow", "account"),
    ("050004", "宁德三都澳贸易有限公司", "HD-FJ-FZ", "R018", "eom_days:30", 70, "经销商", "late", "named"),
    ("050011", "厦门鹭岛商贸有限公司", "HD-FJ-XM", "R019", "net:30", 240, "经销商", "prompt", "named"),
    ("050012", "厦门筼筜优选电子商务有限公司", "HD-FJ-XM", "R019", "prepay", 130, "电商", "prompt", "account"),
    ("050013", "泉州刺桐港食品有限公司", "HD-FJ-XM", "R019", "eom_months:2", 210, "经销商", "slow", "account"),
    ("050014", "漳州水仙花副食品有限公司", "HD-FJ-XM", "R019", "eom_days:30", 110, "经销商", "prompt", "listed"),
    ("020034", "海门叠石桥商贸有限公司", "HD-JS-NT", "R010", "net:30", 90, "经销商", "prompt", "named"),
    ("040006", "阜阳颍淮食品有限公司", "HD-AH-HF", "R015", "net:30", 110, "经销商", "slow", "account"),
    ("020035", "泰州凤城河老字号食品行", "HD-JS-NT", "R010", "net:30", 0, "经销商", "slow", "account"),
]

# Dealers that came, went or stopped paying.
BUYS_FROM = {"020034": date(2026, 3, 1), "040006": date(2026, 1, 1)}
BUYS_UNTIL = {"040012": date(2025, 12, 31), "030023": date(2026, 7, 31), "020035": date(2024, 3, 31)}
PAYS_UNTIL = {"040012": date(2025, 10, 31), "030023": date(2026, 4, 30), "020035": date(2024, 11, 30)}

# Dealers that moved to another rep or node, or got other terms, during 2026.
MOVES = [  # id, valid_from, node, rep, terms
    ("020013", "2026-03-01", "HD-JS-SZ", "R007", "net:30"),
    ("020014", "2026-03-01", "HD-JS-SZ", "R007", "eom_days:30"),
    ("020024", "2026-03-01", "HD-JS-WX", "R008", "net:45"),
    ("020003", "2026-04-01", "HD-JS-NJ", "R005", "eom_days:30"),
    ("020004", "2026-04-01", "HD-JS-NJ", "R005", "net:30"),
    ("020005", "2026-04-01", "HD-JS-NT", "R006", "eom_months:1"),
    ("030002", "2026-06-01", "HD-ZJ-HZ", "R020", "net:30"),
    ("030006", "2026-06-01", "HD-JS-SZ", "R007", "net:30"),
    ("040005", "2026-07-01", "HD-AH-WH", "R016", "eom_months:1"),
    ("040003", "2026-07-01", "HD-AH-HF", "R015", "eom_days:30"),
    ("040004", "2026-07-01", "HD-AH-HF", "R015", "net:30"),
    ("040011", "2026-09-01", "HD-AH-WH", "R016", "net:30"),
    ("040012", "2026-09-01", "HD-AH-WH", "R016", "net:45"),
    ("040013", "2026-09-01", "HD-AH-WH", "R016", "cod"),
    ("040014", "2026-09-01", "HD-AH-WH", "R016", "net:30"),
]

PRODUCTS = [  # id, name, group, uom, list price with tax (fen), cost without tax (fen), tax percent
    ("01.001", "每日坚果礼盒750g*6", "坚果", "箱", 39800, 24600, 13),
    ("01.002", "每日坚果袋装175g*20", "坚果", "箱", 32600, 20100, 13),
    ("01.003", "盐焗开心果500g*10", "坚果", "箱", 45500, 29800, 13),
    ("01.004", "奶香夏威夷果500g*10", "坚果", "箱", 42800, 28200, 13),
    ("02.001", "苏式月饼礼盒600g*6", "糕点", "箱", 35800, 19900, 13),
    ("02.002", "桂花糕240g*24", "糕点", "箱", 21600, 12400, 13),
    ("02.003", "手撕面包1kg*6", "糕点", "箱", 13800, 8450, 13),
    ("02.004", "蛋黄酥320g*16", "糕点", "箱", 24800, 14600, 13),
    ("03.001", "酸梅汤饮料1L*12", "饮料", "箱", 7200, 4150, 13),
    ("03.002", "无糖乌龙茶500ml*15", "饮料", "箱", 5850, 3280, 13),
    ("03.003", "椰子水330ml*24", "饮料", "箱", 10800, 6700, 13),
    ("04.001", "压榨菜籽油5L*4", "粮油", "箱", 29600, 23800, 9),
    ("04.002", "江南粳米5kg*4", "粮油", "箱", 13600, 11100, 9),
    ("04.003", "鲜湿面条400g*20", "粮油", "箱", 9800, 7350, 9),
    ("04.004", "葱油拌面礼盒1.2kg*6", "粮油", "箱", 16800, 11900, 9),
]

CATEGORIES = [  # code, name, parent
    ("100", "人员费用", ""), ("101", "差旅费", "100"), ("102", "招待费", "100"),
    ("200", "市场费用", ""), ("201", "促销费", "200"), ("202", "陈列费", "200"), ("203", "物料费", "200"),
    ("300", "渠道费用", ""), ("301", "返利", "300"),
]
LEAVES = [row[0] for row in CATEGORIES if row[2]]
CATEGORY_NAME = {row[0]: row[1] for row in CATEGORIES}
# Permille of sales spent on each category; 返利 is settled in the last month of a quarter.
EXPENSE_RATE = {"101": 7, "102": 5, "201": 22, "202": 11, "203": 5, "301": 12}
# Where the 2026 spending leaves its budget (percent of the budget; all others about 93).
OVERSPENT = {("HD-ZJ-WZ", "102"): 138, ("HD-ZJ-WZ", "201"): 109, ("HD-JS-NJ", "201"): 116,
             ("HD-SH-PX", "202"): 121, ("HD-AH-HF", "101"): 112, ("HD-FJ-XM", "203"): 127,
             ("HD-AH-WH", "301"): 106, ("HD-JS-SZ", "102"): 101}
THRIFTY = {("HD-ZJ-NB", "201"): 62, ("HD-SH-PD", "202"): 70, ("HD-JS-WX", "101"): 55}


def day_of(text):
    return date(int(text[:4]), int(text[5:7]), int(text[8:]))


class Customer:
    def __init__(self, row):
        (self.id, self.name, city, rep, terms, self.size, self.klass, self.behaviour, self.pays) = row
        start = BUYS_FROM.get(self.id, date(2020, 1, 1))
        self.spans = [(start, city, rep, terms)]
        for move_id, since, node, new_rep, new_terms in MOVES:
            if move_id == self.id:
                self.spans.append((day_of(since), node, new_rep, new_terms))
        self.buys_until = BUYS_UNTIL.get(self.id, LAST)
        self.pays_until = PAYS_UNTIL.get(self.id, LAST)
        grade = {"prompt": "AA" if self.size < 300 else "AAA", "slow": "A", "late": "B", "verylate": "C"}
        self.grade = grade[self.behaviour]
        # about two and a half months of sales, rounded to 万元; prepaying dealers get none
        self.limit = 0 if terms == "prepay" else max(5, self.size * 5 // 24) * 10000
        if self.size == 0 or self.id == "040012":
            self.grade = "C"

    def span(self, day):
        found = self.spans[0]
        for span in self.spans:
            if span[0] <= day:
                found = span
        return found


customers = [Customer(row) for row in CUSTOMERS]
customers.sort(key=lambda c: c.id)
by_id = {c.id: c for c in customers}


# ---------------------------------------------------------------- sales and invoices

class Sale:
    def __init__(self, customer, day, lines, returned=False):
        self.customer, self.day, self.lines, self.returned = customer, day, lines, returned
        self.amount = sum(line["amount"] for line in lines)
        self.tax = sum(line["tax"] for line in lines)


class Invoice:
    def __init__(self, customer, day, amount, tax, kind="invoice", blue=None, note=""):
        self.customer, self.day, self.amount, self.tax = customer, day, amount, tax
        self.kind, self.blue, self.note = kind, blue, note     # blue: the invoice a red one cancels
        self.due = due_date(customer.span(day)[3], day)
        self.reds = []
        self.plan = None           # the day the dealer means to pay
        self.paid = 0
        self.void = False
        self.disputed = False
        self.number = None

    def wanted(self):
        """What is to be paid after its red invoices."""
        return self.amount + sum(red.amount for red in self.reds)


sales, invoices, receipts, matches = [], [], [], []


def make_line(product, quantity, unit_price):
    amount = quantity * unit_price
    rate = product[6]
    tax = (abs(amount) * rate * 2 + 100 + rate) // (2 * (100 + rate))      # half up
    return {"product": product, "quantity": quantity, "amount": amount,
            "tax": tax if amount >= 0 else -tax, "cost": quantity * product[5]}


def choose_products(month, count):
    chosen = []
    while len(chosen) < count:
        product = dice.pick(PRODUCTS)
        moon_cakes = product[0] == "02.001"
        if moon_cakes and month not in (8, 9):
            continue
        if product not in chosen:
            chosen.append(product)
    return chosen


def month_volume(customer, year, month):
    """Fen with tax that this dealer buys in the month."""
    city = customer.span(date(year, month, 1))[1]
    elapsed = (year - 2025) * 12 + month - 5
    growth = 12000 + GROWTH[city] * elapsed
    volume = customer.size * 1040000 // 12 * SEASON[year, month] // 1000 * growth // 12000
    return volume * dice.between(820, 1180) // 1000


def pay_plan(customer, invoice):
    terms = customer.span(invoice.day)[3]
    low, high = DELAY[customer.behaviour]
    if customer.behaviour == "prompt" and terms == "cod":
        low, high = 0, 3
    return workday_from(max(invoice.day, invoice.due + timedelta(dice.between(low, high))))


def add_invoice(customer, day, amount, tax, **more):
    invoice = Invoice(customer, day, amount, tax, **more)
    invoice.plan = pay_plan(customer, invoice)
    invoices.append(invoice)
    return invoice


def trade_month(customer, year, month):
    volume = month_volume(customer, year, month)
    last = workday_until(month_end(year, month))
    count = 1 if customer.size < 80 else 2 if customer.size < 250 else 3
    if dice.chance(250):
        count += 1
    open_days = [d for d in sorted(days(date(year, month, 1), last)) if is_workday(d)]
    if (year, month) == (2026, 2):
        open_days = [d for d in open_days if d.day <= 13 or d.day >= 27]
    chosen = sorted({dice.pick(open_days) for _ in range(count)})
    monthly = customer.klass == "商超" or customer.pays == "listed"
    deliveries = []
    for day in chosen:
        share = volume // len(chosen) * dice.between(750, 1250) // 1000
        count = 3 + dice.below(4) if customer.size > 100 else 2 + dice.below(3)
        lines = []
        for product in choose_products(month, count):
            price = product[4] * dice.pick((1000, 1000, 970, 970, 950, 920)) // 1000
            quantity = max(1, share // count * dice.between(700, 1300) // 1000 // price)
            lines.append(make_line(product, quantity, price))
        sale = Sale(customer, day, lines)
        sales.append(sale)
        deliveries.append(sale)
    if monthly:
        add_invoice(customer, last, sum(s.amount for s in deliveries), sum(s.tax for s in deliveries))
        return
    for sale in deliveries:
        day = min(last, workday_from(sale.day + timedelta(dice.between(0, 4))))
        if customer.span(sale.day)[3] in ("cod", "prepay"):
            day = sale.day
        invoice = add_invoice(customer, day, sale.amount, sale.tax)
        if dice.chance(28):
            return_goods(customer, sale, invoice)


def return_goods(customer, sale, invoice):
    """Part of one line comes back; a red invoice linked to the blue one credits it."""
    day = workday_from(invoice.day + timedelta(dice.between(3, 15)))
    line = dice.pick(sale.lines)
    quantity = max(1, line["quantity"] * dice.between(5, 30) // 100)
    if day > LAST or day >= invoice.plan:
        return
    back = make_line(line["product"], -quantity, line["amount"] // line["quantity"])
    sales.append(Sale(customer, day, [back], returned=True))
    red = Invoice(customer, day, back["amount"], back["tax"], kind="credit_note", blue=invoice, note="销货退回")
    invoice.reds.append(red)
    invoices.append(red)


for customer in customers:
    for year, month in months((2024, 12), (2026, 10)):
        first = date(year, month, 1)
        if first > customer.buys_until or first < customer.spans[0][0] or not customer.size:
            continue
        if first < FIRST:      # before the files begin: one invoice a month, it may become an opening item
            amount = month_volume(customer, year, month)
            add_invoice(customer, workday_until(month_end(year, month)), amount, amount * 13 // 113, kind="opening")
        else:
            trade_month(customer, year, month)

# Two very old items of a dealer that closed its shop; one of them is disputed.
for day, amount, disputed in ((date(2023, 11, 20), 8640000, True), (date(2024, 3, 15), 5218050, False)):
    old = add_invoice(by_id["020035"], day, amount, 0, kind="opening")
    old.disputed = disputed

# Wrong title on the invoice: cancelled in full and issued again on the same day.
blue_candidates = [i for i in invoices if i.kind == "invoice" and not i.reds and i.customer.pays == "account"]
for when in ((2025, 8), (2026, 3), (2026, 5), (2026, 9)):
    blue = [i for i in blue_candidates if (i.day.year, i.day.month) == when and i.day.day < 20
            and i.plan > i.day + timedelta(12)][dice.below(5)]
    day = workday_from(blue.day + timedelta(2))
    red = Invoice(blue.customer, day, -blue.amount, -blue.tax, kind="credit_note", blue=blue, note="开票有误")
    blue.reds.append(red)
    invoices.append(red)
    add_invoice(blue.customer, day, blue.amount, blue.tax, note="重开")

# Price allowances: red invoices that name no blue one.
for customer_id, day, amount in (
        ("010003", date(2025, 6, 26), 1280000), ("020022", date(2025, 9, 26), 860000),
        ("030005", date(2025, 12, 24), 1500000), ("050013", date(2025, 12, 25), 2260000),
        ("020013", date(2026, 3, 25), 940000), ("010025", date(2026, 4, 23), 735000),
        ("030013", date(2026, 6, 24), 1120000), ("050003", date(2026, 6, 25), 680000),
        ("020032", date(2026, 9, 22), 450000), ("040006", date(2026, 10, 22), 520000),
        ("020002", date(2026, 10, 27), 1875000)):
    tax = amount * 13 // 113
    invoices.append(Invoice(by_id[customer_id], day, -amount, -tax, kind="credit_note", note="价格折让"))

# Voided paper invoices, written only to the tax export of 2026H1.
for customer_id, day, amount in (("010002", date(2026, 1, 14), 4212000), ("030011", date(2026, 2, 5), 2875060),
                                 ("020031", date(2026, 4, 16), 1990800), ("050011", date(2026, 6, 9), 6318240)):
    void = Invoice(by_id[customer_id], day, amount, amount * 13 // 113)
    void.void = True
    invoices.append(void)

invoices.sort(key=lambda i: (i.day, i.customer.id, i.kind != "invoice", abs(i.amount)))


# ---------------------------------------------------------------- receipts

class Receipt:
    def __init__(self, customer, day, amount, named=None, kind="receipt", of=None, note="货款"):
        self.customer, self.day, self.amount = customer, day, amount
        self.named, self.kind, self.of, self.note = named, kind, of, note
        self.number = None


def pay_invoice_by_invoice(customer, mine):
    for invoice in mine:
        wanted = invoice.wanted()
        if wanted <= 0:
            continue
        parts = [(invoice.plan, wanted)]
        if invoice.day >= FIRST:
            luck = dice.below(1000)
            if luck < 80:                                   # two instalments
                first = wanted * dice.between(40, 70) // 100 // 10000 * 10000
                if first:
                    parts = [(invoice.plan, first),
                             (workday_from(invoice.plan + timedelta(dice.between(8, 30))), wanted - first)]
            elif luck < 100:                                # a few yuan short
                parts = [(invoice.plan, wanted - dice.between(20, 990))]
            elif luck < 125:                                # rounded up
                parts = [(invoice.plan, (wanted // 10000 + 1) * 10000)]
            elif luck < 130:                                # paid twice
                parts = [(invoice.plan, wanted), (workday_from(invoice.plan + timedelta(6)), wanted)]
        for day, amount in parts:
            if day <= customer.pays_until:
                named = None if invoice.day >= FIRST and dice.chance(80) else invoice
                receipts.append(Receipt(customer, day, amount, named))
                invoice.paid += min(amount, wanted - invoice.paid)


def pay_in_advance(customer, mine):
    """A prepaying dealer transfers round sums shortly before each shipment."""
    balance = 0
    for invoice in mine:
        need = invoice.wanted() - balance
        if invoice.kind == "opening" or need > 0:
            day = workday_until(invoice.day - timedelta(dice.between(1, 4)))
            amount = invoice.amount if invoice.kind == "opening" else (need // 500000 + 1) * 500000
            receipts.append(Receipt(customer, day, amount, note="预收货款"))
            balance += amount
        balance -= invoice.wanted()
        invoice.paid = invoice.wanted()
    receipts.append(Receipt(customer, date(2026, 10, 29), 8000000, note="预收11月货款"))


def pay_on_account(customer, mine):
    """Three pay days a month; what the dealer means to pay by then is paid, oldest due first."""
    allowances = [i for i in invoices if i.customer is customer and i.kind == "credit_note" and not i.blue]
    total_paid = 0
    for year, month in months((2024, 12), (2026, 10)):
        for day in (workday_from(date(year, month, 10)), workday_from(date(year, month, 20)),
                    workday_until(month_end(year, month))):
            if day > customer.pays_until:
                continue
            ready = [i for i in mine if i.plan <= day]
            wanted = (sum(i.wanted() for i in ready) - total_paid
                      + sum(a.amount for a in allowances if a.day <= day))
            if wanted <= 0:
                continue
            amount = wanted
            if day >= FIRST and customer.pays == "account":
                luck = dice.below(1000)
                if luck < 250 and wanted > 2000000:
                    amount = wanted // 1000000 * 1000000        # a round sum of 万元
                elif luck < 300:
                    amount = (wanted // 500000 + 1) * 500000    # a little too much
                elif luck < 360 and customer.behaviour in ("late", "verylate"):
                    continue                                    # this time nothing comes
            if customer.id == "040012" and day >= date(2025, 9, 20):
                amount = min(wanted, 1500000)                   # it can only pay small sums now
            receipt = Receipt(customer, day, amount)
            receipts.append(receipt)
            total_paid += amount
            left = amount
            for invoice in sorted(ready, key=lambda i: (i.due, i.day)):
                take = min(left, invoice.wanted() - invoice.paid)
                if take > 0:
                    invoice.paid += take
                    left -= take
                    if customer.pays == "listed" and day >= FIRST:
                        matches.append((receipt, invoice, take, min(LAST, day + timedelta(dice.below(4)))))


for customer in customers:
    mine = [i for i in invoices if i.customer is customer and i.kind != "credit_note" and not i.void]
    if customer.spans[0][3] == "prepay":
        pay_in_advance(customer, mine)
    elif customer.pays == "named":
        pay_invoice_by_invoice(customer, mine)
    else:
        pay_on_account(customer, mine)

# What is still open of the earlier invoices on 2025-05-01 is the opening balance. Receipts
# before that day are dropped, and the opening item carries only the remainder.
for invoice in invoices:
    if invoice.kind == "opening":
        invoice.before = 0
for receipt in receipts:
    if receipt.day < FIRST and receipt.named:
        receipt.named.before += receipt.amount
for customer in customers:
    if customer.pays == "named":
        continue
    early = sum(r.amount for r in receipts if r.customer is customer and r.day < FIRST)
    for invoice in sorted((i for i in invoices if i.customer is customer and i.kind == "opening"),
                          key=lambda i: (i.due, i.day)):
        invoice.before = min(early, invoice.amount)
        early -= invoice.before
for invoice in invoices:
    if invoice.kind == "opening":
        invoice.amount -= invoice.before
openings = [i for i in invoices if i.kind == "opening" and i.amount > 0]
invoices = [i for i in invoices if i.kind != "opening"]
receipts = [r for r in receipts if r.day >= FIRST]

# Two double payments that were sent back, and a transfer that bounced.
for customer_id, earliest in (("020001", date(2026, 7, 6)), ("030011", date(2026, 8, 3))):
    paid = next(r for r in sorted(receipts, key=lambda r: r.day)
                if r.customer.id == customer_id and r.named and r.day >= earliest
                and r.named.wanted() == r.amount)
    again = Receipt(paid.customer, workday_from(paid.day + timedelta(3)), paid.amount, paid.named, note="重复付款")
    receipts.append(again)
    receipts.append(Receipt(paid.customer, workday_from(again.day + timedelta(9)), again.amount,
                            kind="refund", of=again, note="退回重复付款"))
bounced = next(r for r in sorted(receipts, key=lambda r: r.day)
               if r.customer.id == "040004" and r.named and r.day >= date(2026, 8, 1))
receipts.append(Receipt(bounced.customer, workday_from(bounced.day + timedelta(4)), bounced.amount,
                        kind="reversal", of=bounced, note="银行退票"))
# An unknown payer's money, booked on a dealer that owes nothing that old.
receipts.append(Receipt(by_id["020034"], date(2026, 10, 20), 3650000, note="来款待查"))

receipts.sort(key=lambda r: (r.day, r.customer.id, r.kind, r.amount))


# ---------------------------------------------------------------- numbers of documents

sales.sort(key=lambda s: (s.day, s.customer.id, s.returned, s.amount))
for n, sale in enumerate(sales, 1):
    sale.number = ("XSTHD%06d" if sale.returned else "XSCKD%06d") % n
openings.sort(key=lambda i: (i.day, i.customer.id))
for n, invoice in enumerate(openings, 1):
    invoice.number = "QC2505-%04d" % n
for n, invoice in enumerate(invoices, 1):
    if invoice.day < date(2025, 7, 1):
        invoice.number = "%08d" % (467200 + n)                      # paper: 8 digits, leading zeros
    else:
        invoice.number = "%02d312000000%09d" % (invoice.day.year - 2000, 113570000 + n * 7)
for n, receipt in enumerate(receipts, 1):
    receipt.number = "SKD%06d" % n


# ---------------------------------------------------------------- expenses, targets, budget

def split(total, weights, unit):
    """Largest remainder: whole units that sum to the total."""
    units, weight_sum = total // unit, sum(weights)
    parts = [units * w // weight_sum for w in weights]
    order = sorted(range(len(weights)), key=lambda k: (-(units * weights[k] % weight_sum), k))
    for k in order[:units - sum(parts)]:
        parts[k] += 1
    return [part * unit for part in parts]


MONTHS_2026 = list(months((2026, 1), (2026, 12)))
SEASON_2026 = [SEASON[m] for m in MONTHS_2026]
base_2025 = {city: sum(c.size for c in customers if c.spans[0][1] == city) for city in CITIES}
# The collection target lags the sales by about a month.
COLLECTION_SEASON = [SEASON[add_months(*m, -1)] for m in MONTHS_2026]

targets = []
for metric, total, shape in (("sales", 13000000000, SEASON_2026), ("collection", 12600000000, COLLECTION_SEASON)):
    per_city = split(total, [base_2025[c] * (1000 + PLANNED[c]) for c in CITIES], 1000000)
    for city, city_total in zip(CITIES, per_city):
        for (year, month), amount in zip(MONTHS_2026, split(city_total, shape, 100000)):
            targets.append((city, metric, "%d-%02d" % (year, month), amount))
sales_target = {(city, month): amount for city, metric, month, amount in targets if metric == "sales"}

budget = []
cells = [(city, code) for city in CITIES for code in LEAVES]
per_cell = split(780000000, [sum(a for (c, _), a in sales_target.items() if c == city) // 100000
                             * EXPENSE_RATE[code] for city, code in cells], 100000)
for (city, code), total in zip(cells, per_cell):
    shape = [(s if m[1] % 3 == 0 else 0) if code == "301" else s + 500
             for m, s in zip(MONTHS_2026, SEASON_2026)]
    for (year, month), amount in zip(MONTHS_2026, split(total, shape, 10000)):
        budget.append((city, code, "%d-%02d" % (year, month), amount))
budget_of = {(city, code, month): amount for city, code, month, amount in budget}

REASONS = {"101": ("走访经销商", "终端巡查", "区域会议差旅"), "102": ("客户招待", "年度洽谈招待"),
           "201": ("门店促销", "节庆促销", "买赠活动"), "202": ("堆头陈列", "端架陈列", "冰柜陈列"),
           "203": ("海报及物料", "试吃物料"), "301": ("季度返利",)}
city_sales = {}
for sale in sales:
    key = sale.customer.span(sale.day)[1], sale.day.year, sale.day.month
    city_sales[key] = city_sales.get(key, 0) + sale.amount

expenses = []      # day, city, category, amount, reason, applicant
for year, month in months((2025, 5), (2026, 10)):
    for city in CITIES:
        for code in LEAVES:
            if code == "301" and month % 3:
                continue
            if year == 2025:
                amount = city_sales[city, year, month] * EXPENSE_RATE[code] // 1000 * (3 if code == "301" else 1)
                percent = dice.between(80, 115)
            else:
                amount = budget_of[city, code, "%d-%02d" % (year, month)]
                usual = OVERSPENT.get((city, code)) or THRIFTY.get((city, code)) or 93
                percent = usual + (0 if code == "301" else dice.between(-12, 12))
                if (year, month) == (2026, 10) and (city, code) in OVERSPENT:
                    percent = max(percent, usual)
            total = amount * percent // 100 + dice.below(100) * 10
            pieces = 2 if code in ("101", "201") and dice.chance(500) else 1
            for part in split(total, [6, 4][:pieces], 1):
                day = workday_until(min(LAST, date(year, month, dice.between(6, 28))))
                if day.month != month:
                    day = workday_from(date(year, month, 1))
                rep = dice.pick(reps_at(city, day))
                if part:
                    expenses.append((day, city, code, part, dice.pick(REASONS[code]), REP_NAME[rep]))
expenses.sort(key=lambda e: (e[0], e[1], e[2], e[3], e[4]))


# ---------------------------------------------------------------- files

def yuan(fen):
    sign = "-" if fen < 0 else ""
    return "%s%d.%02d" % (sign, abs(fen) // 100, abs(fen) % 100)


def with_commas(fen):
    sign = "-" if fen < 0 else ""
    return "%s%s.%02d" % (sign, format(abs(fen) // 100, ",d"), abs(fen) % 100)


def slashes(day):
    return "%d/%d/%d" % (day.year, day.month, day.day)


def chinese_day(day):
    return "%d年%d月%d日" % (day.year, day.month, day.day)


control = []


def write(name, kind, header, rows, amount=None, encoding="utf-8", newline="\n", titles=(), total=None, loaded=None):
    """Writes one file and notes its control total. Title and total rows are padded to full width."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=newline)
    for title in titles:
        writer.writerow([title] + [""] * (len(header) - 1))
    writer.writerow(header)
    writer.writerows(rows)
    if total:
        writer.writerow([total.get(column, "") for column in header])
    with open(os.path.join(DATA, name), "wb") as out:
        out.write(text.getvalue().encode(encoding))
    control.append((name, kind, len(rows) if loaded is None else loaded, "" if amount is None else yuan(amount)))


def half(day):
    return "%dH%d" % (day.year, 1 if day.month < 7 else 2)


HALVES = ("2025H1", "2025H2", "2026H1", "2026H2")


def narrow(name, often):
    """The ERP's clerk often typed the brackets in half width."""
    if "（" in name and dice.chance(often):
        return name.replace("（", "(").replace("）", ")")
    return name


def write_master():
    write("org.csv", "org", ["id", "name", "kind", "parent", "valid_from", "valid_to"],
          [row + ("2020-01-01", "") for row in ORG])
    write("reps.csv", "reps", ["id", "name", "node", "valid_from", "valid_to"], REPS)
    rows = []
    for c in customers:
        for since, node, rep, terms in c.spans:
            limit = 0 if terms == "prepay" else c.limit
            rows.append((c.id, c.name, node, rep, terms, limit, c.grade, c.klass, since.isoformat()))
    write("customers.csv", "customers", ["客户编码", "客户名称", "城市", "业务员", "账期", "信用额度", "信用等级",
                                         "客户类别", "生效日期"], rows)
    write("products.csv", "products", ["物料编码", "名称", "类别", "单位", "单价", "成本"],
          [(p[0], p[1], p[2], p[3], yuan(p[4]), yuan(p[5])) for p in PRODUCTS])
    write("categories.csv", "categories", ["code", "name", "parent"], CATEGORIES)


def write_sales(part):
    mine = [s for s in sales if half(s.day) == part]
    amount = sum(s.amount for s in mine)
    rows = []
    if part < "2026":
        for s in mine:
            rep = s.customer.span(s.day)[2]
            for n, line in enumerate(s.lines, 1):
                rows.append((s.number, n, s.day.isoformat(), s.customer.id, rep, line["product"][0],
                             line["quantity"], yuan(line["amount"]), yuan(line["tax"]), yuan(line["cost"])))
        write("sales-%s.csv" % part, "sales",
              ["单据编号", "行号", "日期", "客户编码", "业务员", "存货编码", "数量", "价税合计", "税额", "成本"],
              rows, amount)
        return
    tax = cost = 0
    for s in mine:
        _, node, rep, _ = s.customer.span(s.day)
        name = narrow(s.customer.name, 400)
        for line in s.lines:
            tax += line["tax"]
            cost += line["cost"]
            rows.append((s.number, s.day.isoformat(), name, "销售退货单" if s.returned else "标准销售出库单",
                         NODE_NAME[node], REP_NAME[rep], line["product"][1], "华东中心仓", line["quantity"],
                         yuan(line["tax"]),
                         yuan(line["amount"] - line["tax"]), yuan(line["amount"]), yuan(line["cost"])))
    write("sales-%s.csv" % part, "sales",
          ["单据编号", "日期", "客户", "单据类型", "销售部门", "销售员", "物料名称", "仓库", "实发数量", "税额", "金额", "价税合计", "总成本"],
          rows, amount, encoding="utf-8-sig", newline="\r\n",
          titles=("销售出库单列表", "组织：%s  期间：%s" % (COMPANY, part)),
          total={"单据编号": "合计", "税额": yuan(tax), "金额": yuan(amount - tax), "价税合计": yuan(amount), "总成本": yuan(cost)})


def write_invoices():
    write("opening.csv", "invoices",
          ["invoice_no", "customer_id", "issue_date", "due_date", "amount", "currency", "kind", "disputed"],
          [(i.number, i.customer.id, i.day.isoformat(), i.due.isoformat(), yuan(i.amount), "CNY", "opening",
            "true" if i.disputed else "") for i in openings], sum(i.amount for i in openings))

    def blue(i):
        return i.blue.number if i.blue else ""

    mine = [i for i in invoices if half(i.day) == "2025H1"]
    write("invoices-2025H1.csv", "invoices", ["发票号码", "客户编码", "开票日期", "价税合计", "红冲发票号"],
          [(i.number, i.customer.id, i.day.isoformat(), yuan(i.amount), blue(i)) for i in mine],
          sum(i.amount for i in mine))

    mine = [i for i in invoices if half(i.day) == "2025H2"]
    write("invoices-2025H2.csv", "invoices",
          ["发票号码", "客户编码", "客户名称", "开票日期", "到期日", "价税合计", "币种", "红冲发票号"],
          [(i.number, i.customer.id, i.customer.name, slashes(i.day), slashes(i.due) if i.kind == "invoice" else "",
            with_commas(i.amount), "CNY", blue(i)) for i in mine],
          sum(i.amount for i in mine), encoding="gb18030", newline="\r\n")

    mine = [i for i in invoices if half(i.day) == "2026H1"]
    header = ["序号", "发票代码", "发票号码", "数电票号码", "销方识别号", "销方名称", "购方识别号", "购买方名称", "开票日期",
              "金额", "税额", "价税合计", "发票来源", "发票票种", "发票状态", "是否正数发票", "发票风险等级", "开票人", "备注"]
    rows = []
    for n, i in enumerate(mine, 1):
        note = i.note
        if i.blue:
            note = "被红冲蓝字数电票号码：%s %s" % (i.blue.number, i.note)
        status = "作废" if i.void else "正常"
        later = sum(red.amount for red in i.reds if half(red.day) == "2026H1")
        if later:
            status = "已红冲-全额" if later == -i.amount else "已红冲-部分"
        clock = "%02d:%02d:%02d" % (dice.between(9, 17), dice.below(60), dice.below(60))
        rows.append((n, "031002600111" if i.void else "", "%08d" % (90210 + n) if i.void else "", i.number,
                     "91310000000000000X", COMPANY, "913100000000" + i.customer.id, narrow(i.customer.name, 300),
                     i.day.isoformat() + " " + clock, yuan(i.amount - i.tax), yuan(i.tax), yuan(i.amount),
                     "电子发票服务平台", "数电纸质发票（增值税专用发票）" if i.void else "数电发票（增值税专用发票）",
                     status, "否" if i.amount < 0 else "是", "正常", "顾晓岚", note))
    write("invoices-2026H1.csv", "invoices", header, rows, sum(i.amount for i in mine if not i.void),
          encoding="utf-8-sig", newline="\r\n", loaded=sum(not i.void for i in mine))

    mine = [i for i in invoices if half(i.day) == "2026H2"]
    write("invoices-2026H2.csv", "invoices", ["发票号码", "客户编码", "开票日期", "价税合计", "币种", "红冲发票号", "业务员"],
          [(i.number, i.customer.id, chinese_day(i.day), yuan(i.amount), "CNY", blue(i), i.customer.span(i.day)[2])
           for i in mine], sum(i.amount for i in mine))


def write_receipts():
    ways = ("网银", "网银", "网银", "电汇", "支票", "现金")

    def rows_of(part):
        return [r for r in receipts if half(r.day) == part]

    mine = rows_of("2025H1")
    write("receipts-2025H1.csv", "receipts", ["收款单号", "客户编码", "收款日期", "收款金额", "发票号码", "结算方式"],
          [(r.number, r.customer.id, r.day.isoformat(), yuan(r.amount), r.named.number if r.named else "", dice.pick(ways))
           for r in mine], sum(r.amount for r in mine))

    mine = rows_of("2025H2")
    write("receipts-2025H2.csv", "receipts", ["收款单号", "客户编码", "客户名称", "收款日期", "收款金额", "发票号码", "结算方式"],
          [(r.number, r.customer.id, r.customer.name, slashes(r.day), with_commas(r.amount),
            r.named.number if r.named else "", dice.pick(ways)) for r in mine],
          sum(r.amount for r in mine), encoding="gb18030", newline="\r\n")

    mine = rows_of("2026H1")
    rows = []
    for r in mine:
        note = "%s 发票号%s" % (r.note, r.named.number) if r.named else r.note
        rows.append(("销售收款单", r.number, r.day.isoformat(), "客户", dice.pick(ways),
                     "预收款" if r.note.startswith("预收") else "销售收款", COMPANY, NODE_NAME[r.customer.span(r.day)[1]],
                     narrow(r.customer.name, 400), note, "0.00", yuan(r.amount)))
    amount = sum(r.amount for r in mine)
    write("receipts-2026H1.csv", "receipts",
          ["单据类型", "单据编号", "业务日期", "往来单位类型", "结算方式", "收款用途", "收款组织", "销售部门", "往来单位", "备注",
           "手续费", "表体-实收金额"],
          rows, amount, encoding="utf-8-sig", newline="\r\n", titles=("收款单列表",),
          total={"单据类型": "合计", "手续费": "0.00", "表体-实收金额": yuan(amount)})

    mine = rows_of("2026H2")
    write("receipts-2026H2.csv", "receipts",
          ["receipt_no", "customer_id", "date", "amount", "currency", "invoice_no", "kind", "ref"],
          [(r.number, r.customer.id, r.day.isoformat(), yuan(r.amount), "CNY", r.named.number if r.named else "",
            r.kind, r.of.number if r.of else "") for r in mine], sum(r.amount for r in mine))

    write("matches.csv", "matches", ["receipt_no", "invoice_no", "amount", "date"],
          [(r.number, i.number, yuan(amount), day.isoformat()) for r, i, amount, day in matches],
          sum(m[2] for m in matches))


def write_expenses():
    numbered = [("FYBX%06d" % n,) + e for n, e in enumerate(expenses, 1)]
    for name, mine in (("expenses-2025.csv", [e for e in numbered if e[1].year == 2025]),
                       ("expenses-2026H2.csv", [e for e in numbered if half(e[1]) == "2026H2"])):
        write(name, "expenses", ["单据编号", "行号", "申请日期", "区域", "费用项目", "金额", "事由"],
              [(number, 1, day.isoformat(), city, code, yuan(amount), reason)
               for number, day, city, code, amount, reason, _ in mine], sum(e[4] for e in mine))
    mine = [e for e in numbered if half(e[1]) == "2026H1"]
    amount = sum(e[4] for e in mine)
    write("expenses-2026H1.csv", "expenses",
          ["单据编号", "事由", "申请日期", "申请人", "申请部门", "费用项目", "单据状态", "申请报销金额", "已付款金额", "冲借款金额",
           "冲销金额", "报销未付款金额"],
          [(number, reason, day.isoformat(), who, NODE_NAME[city], CATEGORY_NAME[code], "已审核", yuan(fen), yuan(fen),
            "0.00", "0.00", "0.00") for number, day, city, code, fen, reason, who in mine],
          amount, encoding="utf-8-sig", newline="\r\n", titles=("费用报销单列表",),
          total={"单据编号": "合计", "申请报销金额": yuan(amount), "已付款金额": yuan(amount), "冲借款金额": "0.00",
                 "冲销金额": "0.00", "报销未付款金额": "0.00"})


def write_plans():
    rows = []
    for city in CITIES:
        size = base_2025[city]
        for year in (2025, 2026):
            for driver, value in (("capacity", size * dice.between(55, 95) * 1000),
                                  ("outlets", size * dice.between(16, 26) // 10),
                                  ("headcount", len({r[0] for r in REPS if r[2] == city})),
                                  ("population", size * dice.between(5500, 9500))):
                rows.append((city, driver, value, "%d-01-01" % year))
    write("drivers.csv", "drivers", ["区域", "指标", "数值", "日期"], rows)
    write("targets-2026.csv", "targets", ["node", "metric", "month", "amount"],
          [(city, metric, month, yuan(amount)) for city, metric, month, amount in targets],
          sum(t[3] for t in targets))
    write("budget-2026.csv", "budget", ["node", "category", "month", "amount"],
          [(city, code, month, yuan(amount)) for city, code, month, amount in budget if amount],
          sum(b[3] for b in budget))


def main():
    os.makedirs(DATA, exist_ok=True)
    write_master()
    for part in HALVES:
        write_sales(part)
    write_invoices()
    write_receipts()
    write_expenses()
    write_plans()
    with open(os.path.join(DATA, "control.csv"), "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("file", "kind", "rows", "amount"))
        writer.writerows(control)
    for name, kind, rows, amount in control:
        print("%-22s %-11s %6d %18s" % (name, kind, rows, amount))


if __name__ == "__main__":
    main()
