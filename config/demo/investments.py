"""31 investment projects, at least one in each of the sixteen stages; the late, the stopped and the silent among them."""

from config.demo.drafts import Draft

INVEST, ECON, BASE = "招商局", "经济发展局", "沿海产业基地经济发展局"
XSQ = "西市区经济和信息化局"
MINE = (ECON, 0)  # the account `officer`


def talks(name, path, officer, investor, region, district="GXQ", **more) -> Draft:
    """A project before its start: nothing invested, nothing to report each month unless it is in the year's plan."""
    return Draft(name, path, officer, investor=investor, region=region, district=district, **more)


# fmt: off
INVESTMENTS = [
    # Leads, ideas, reserves
    talks("应急照明装备基地", "lead:2016-05-16", (INVEST, 0), "浙江丙子照明集团", "yangtze_delta", total=15000, is_approximate=True,
          talk="已寄送园区资料，约定7月来访"),
    talks("工业机器人减速器", "lead:2016-06-14", (INVEST, 1), "广东丁卯传动公司", "pearl_delta"),
    talks("镁合金压铸件", "lead:2016-02-25", (INVEST, 2), "天津戊辰轻合金公司", "jing_jin_ji", "YHJD", total=8000, is_approximate=True),
    talks("三区公共检测中心", "planning:2016-03-30", (ECON, 2), "", "", total=6000, start="2017", finish="2018", is_approximate=True,
          talk="可研报告正在编制，拟与科技局公共平台合建"),
    talks("高新孵化园三期", "planning:2015-09-10 reserve:2016-01-25", (INVEST, 3), "", "", total=22000, start="2016-H2", finish="2018-06"),
    talks("沿海物流信息港", "planning:2015-11-05 reserve:2016-04-18", (BASE, 1), "辽宁己巳物流集团", "province", "YHJD",
          total=35000, start="2016-Q4", finish="2018",
          talk="选址方案已报规划建设局"),
    # Talks; a framework agreement is not a contract
    talks("森林消防装备研发中心", "lead:2015-12-10 negotiating:2016-03-08", (INVEST, 0), "北京庚午应急技术公司", "jing_jin_ji",
          total=12000, start="2016-10", finish="2017-12", plan=1500, curve="none", last="2016-05"),
    talks("矿用救生舱", "lead:2015-10-20 negotiating:2016-01-26", (INVEST, 1), "上海辛未安全装备公司", "yangtze_delta",
          total=9000, start="2016-Q4", remarks="2016年3月签订框架协议，尚未签订正式合同",
          talk="6月15日赴上海回访，对方提出土地价格诉求"),
    talks("石墨烯导热膜", "lead:2016-01-18 negotiating:2016-04-22", (INVEST, 2), "江苏壬申碳材料公司", "yangtze_delta", total=18000,
          talk="对方6月22日来访考察标准厂房（请进来）"),
    talks("电商产业园", "lead:2015-08-17 negotiating:2015-12-02", (INVEST, 4), "浙江癸酉网络公司", "yangtze_delta", "XSQ",
          total=26000, is_approximate=True, remarks="对方3月后未再来访"),
    talks("海洋防腐涂层", "lead:2016-03-11 negotiating:2016-06-02", (BASE, 0), "香港丙戌新材料有限公司", "overseas", "YHJD", total=10000),
    talks("智慧安监平台", "lead:2016-02-16 negotiating:2016-05-27", (INVEST, 5), "深圳丁亥软件公司", "pearl_delta", total=4500),
    # Signed and registered
    talks("应急通信指挥车", "lead:2015-06-15 negotiating:2015-09-22 signed:2016-03-18", (INVEST, 0), "江苏戊子特种车辆公司",
          "yangtze_delta",
          total=20000, start="2016-06", finish="2017-12", plan=3000),
    talks("高端轴承钢球", "lead:2015-10-12 negotiating:2016-01-15 signed:2016-05-20", (INVEST, 3), "浙江己丑轴承公司", "yangtze_delta",
          total=16000, start="2016-09", finish="2018-03", plan=2000),
    talks("新能源汽车线束", "lead:2015-11-23 negotiating:2016-02-24 signed:2016-06-16", (INVEST, 6), "广东庚寅汽车电子公司", "pearl_delta",
          "YHJD",
          total=14000, start="2016-Q4", finish="2017-10", plan=1200),
    talks("安全监测传感器", "lead:2015-05-11 negotiating:2015-08-19 signed:2015-12-16 registered:2016-02-03", (INVEST, 4),
          "北京辛卯传感技术公司", "jing_jin_ji", total=11000, start="2016-05", finish="2017-06", plan=2600),
    talks("云计算数据中心", "lead:2015-09-28 negotiating:2015-12-22 signed:2016-04-12 registered:2016-05-31", (XSQ, 1),
          "北京壬辰数据公司", "jing_jin_ji", "XSQ", total=45000, start="2016-Q3", finish="2018-12", plan=5000),
    # Permits
    talks("智能停车装备",
          "lead:2015-03-09 negotiating:2015-06-17 signed:2015-10-28 registered:2015-12-09 pre_construction:2016-02-17", MINE,
          "上海癸巳智能设备公司", "yangtze_delta", total=13000, start="2016-04-下", finish="2017-08", plan=3600),
    talks("特种耐火纤维",
          "lead:2015-04-13 negotiating:2015-07-21 signed:2015-11-19 registered:2016-01-13 pre_construction:2016-04-06", (INVEST, 5),
          "山东甲午节能材料公司", "other", total=9500, start="2016-08", finish="2017-09", plan=2400, curve="winter"),
    # Building
    Draft("应急救援机器人产业基地",
          "lead:2014-12-08 negotiating:2015-03-12 signed:2015-07-16 registered:2015-09-02 pre_construction:2015-10-15 started:2016-04-12",
          MINE, investor="江苏乙酉机器人集团", region="yangtze_delta", district="GXQ", total=48000, plan=9000, start="2016-04",
          finish="2018-06",
          ytd=2450, first="2016-04", curve="winter", content="一期建设厂房3.2万平方米，年产救援机器人500台"),
    Draft("矿用智能监控系统",
          "lead:2015-01-19 negotiating:2015-04-15 signed:2015-08-20 registered:2015-10-12 pre_construction:2015-12-21 started:2016-05-17",
          MINE, investor="北京丙寅矿安科技公司", region="jing_jin_ji", district="GXQ", total=15500, plan=4200, start="2016-05",
          finish="2017-11",
          ytd=900, first="2016-05", content="租用标准厂房8000平方米，建设组装线3条"),
    Draft("精密铸件二期",
          "lead:2014-08-11 negotiating:2014-11-19 signed:2015-02-11 registered:2015-03-25 pre_construction:2015-04-20 started:2015-08-05 "
          "under_construction:2015-09-15",
          MINE, investor="浙江丁巳铸造集团", region="yangtze_delta", district="XSQ", total=26000, plan=8000, start="2015-08",
          finish="2016-12",
          ytd=4150, prior=7800, curve="winter", content="建设铸造、机加车间2.4万平方米"),
    Draft("高性能泡沫材料产业化",
          "lead:2014-09-22 negotiating:2014-12-16 signed:2015-03-30 registered:2015-05-13 pre_construction:2015-06-18 started:2015-09-23 "
          "under_construction:2015-11-02",
          MINE, investor="上海戊午新材料公司", region="yangtze_delta", district="GXQ", total=32000, plan=10000, start="2015-09",
          finish="2016-06",
          ytd=4300, prior=9600, content="建设泡沫材料生产线6条", remarks="泡沫碳化硅应用新材料"),
    Draft("轨道交通制动盘",
          "lead:2014-10-13 negotiating:2015-01-21 signed:2015-05-06 registered:2015-06-24 pre_construction:2015-08-12 started:2015-10-20 "
          "under_construction:2016-03-24",
          (BASE, 0), investor="天津己未轨道装备公司", region="jing_jin_ji", district="YHJD", total=21000, plan=6500, start="2015-10",
          finish="2017-04",
          ytd=3300, prior=3200, last="2016-05", curve="winter", content="建设制动盘加工线4条"),
    # Stopped: the winter's break that nobody ended, and a stop with a reason
    Draft("彩涂板深加工",
          "lead:2014-06-16 negotiating:2014-09-10 signed:2014-12-17 registered:2015-02-04 pre_construction:2015-04-08 started:2015-07-22 "
          "under_construction:2015-08-31 winter_break:2015-11-24",
          (INVEST, 6), investor="吉林庚申板业公司", region="northeast", district="YHJD", total=17000, plan=5000, start="2015-07",
          finish="2016-10",
          ytd=5200, first="2015-08", last="2015-12", content="建设彩涂板深加工线2条"),
    Draft("光电玻璃基板",
          "lead:2014-11-10 negotiating:2015-02-05 signed:2015-04-23 registered:2015-06-09 pre_construction:2015-07-29 started:2015-10-26 "
          "under_construction:2016-04-05 suspended:2016-06-13",
          MINE, investor="福建辛酉光电公司", region="other", district="GXQ", total=28000, plan=7000, start="2015-10", finish="2017-06",
          ytd=1600, prior=2300, note="投资方资金未到位，现场停工", content="建设玻璃基板深加工厂房1.8万平方米"),
    # Finished
    Draft("环保除尘装备",
          "lead:2014-03-18 negotiating:2014-06-25 signed:2014-09-17 registered:2014-11-05 pre_construction:2014-12-22 started:2015-04-15 "
          "under_construction:2015-05-27 completed:2016-06-08",
          (INVEST, 1), investor="江苏壬戌环保公司", region="yangtze_delta", district="GXQ", total=12500, plan=3200, start="2015-04",
          finish="2016-06",
          ytd=3150, prior=9100, content="年产除尘装备600台套"),
    Draft("智能配电终端",
          "lead:2013-11-12 negotiating:2014-02-26 signed:2014-05-20 registered:2014-07-08 pre_construction:2014-08-27 started:2014-10-14 "
          "under_construction:2015-04-07 completed:2015-12-15 in_production:2016-03-16",
          (INVEST, 2), trade="电气开关", investor="广东癸亥电力科技公司", region="pearl_delta", district="XSQ", total=9800, start="2014-10",
          finish="2015-12"),
    Draft("汽车滤清器",
          "lead:2013-04-15 negotiating:2013-07-17 signed:2013-10-09 registered:2013-11-27 pre_construction:2014-02-19 started:2014-04-22 "
          "under_construction:2014-06-03 completed:2015-05-12 in_production:2015-07-21 at_capacity:2016-04-28",
          (INVEST, 3), trade="汽车零部件", investor="河北甲寅滤清器公司", region="jing_jin_ji", district="GXQ", total=7600, start="2014-04",
          finish="2015-05"),
    Draft("高温合金管件",
          "lead:2012-09-10 negotiating:2012-12-05 signed:2013-03-20 registered:2013-05-15 pre_construction:2013-07-10 started:2013-09-18 "
          "under_construction:2013-11-06 completed:2014-10-22 in_production:2015-01-14 at_capacity:2015-09-23 effective:2016-05-11",
          (INVEST, 4), trade="冶金设备", investor="上海乙卯特种金属公司", region="yangtze_delta", district="YHJD", total=11200,
          start="2013-09",
          finish="2014-10"),
    # Given up
    talks("纸制品包装", "lead:2014-10-27 negotiating:2015-03-04 signed:2015-06-10 terminated:2016-03-23", (INVEST, 5), "安徽丙午包装公司",
          "other",
          total=5000, start="2015-10", finish="2016-10", note="投资方调整布局，协商解除合同"),
]
# fmt: on
